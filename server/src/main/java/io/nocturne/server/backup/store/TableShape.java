package io.nocturne.server.backup.store;

import java.util.List;
import java.util.stream.Collectors;

/// A table: its name, and its columns in their order.
public record TableShape(String name, List<Column> columns) {

    public TableShape {
        columns = List.copyOf(columns);
    }

    String columnNames() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /// **Shape** - `identity` when the database numbers the rows.
    public record Column(String name, ColumnType type, boolean identity) {}
}
