package io.nocturne.console.screen.host;

import java.util.List;

/// A small table of newest values.
///
/// **Shape** - every row has as many cells as there are columns; the first column is a name, the others
/// are numbers.
record FactTable(String title, String subtitle, List<String> columns, List<List<String>> rows) {

    FactTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
