package io.nocturne.server.backup;

import io.nocturne.server.backup.store.ColumnType;
import io.nocturne.server.backup.store.RowSource;
import io.nocturne.server.backup.store.TableShape;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads what a [RowWriter] wrote.
///
/// **Errors** - [IOException] for anything else.
/// **Threads** - confined to one.
final class RowReader implements RowSource, AutoCloseable {

    private static final int MAX_COLUMNS = 1_000;
    private static final int MAX_VALUE_BYTES = 1 << 28;
    private static final int BUFFER_BYTES = 1 << 16;

    private final DataInputStream in;
    private final TableShape table;
    private long rows;

    RowReader(InputStream file) throws IOException {
        this.in = new DataInputStream(new BufferedInputStream(file, BUFFER_BYTES));
        if (in.readInt() != RowWriter.MAGIC || in.readByte() != RowWriter.VERSION) {
            throw new IOException("not rows that this server can read");
        }
        String name = in.readUTF();
        int count = in.readInt();
        if (count < 1 || count > MAX_COLUMNS) {
            throw new IOException("%d columns, allowed are 1 to %d".formatted(count, MAX_COLUMNS));
        }
        List<TableShape.Column> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            columns.add(new TableShape.Column(in.readUTF(), type(in.readUTF()), in.readBoolean()));
        }
        this.table = new TableShape(name, columns);
    }

    TableShape table() {
        return table;
    }

    @Override
    public @Nullable Object @Nullable [] next() throws IOException {
        if (in.readByte() == RowWriter.END) {
            if (in.readLong() != rows) {
                throw new IOException("%d rows, and the end tells another number".formatted(rows));
            }
            return null;
        }
        @Nullable Object[] values = new @Nullable Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readBoolean() ? value(table.columns().get(i).type()) : null;
        }
        rows++;
        return values;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private Object value(ColumnType type) throws IOException {
        return switch (type) {
            case WHOLE_NUMBER -> in.readLong();
            case NUMBER -> in.readDouble();
            case TRUTH -> in.readBoolean();
            case TEXT -> new String(bytes(), StandardCharsets.UTF_8);
            case BYTES -> bytes();
            case ID -> new UUID(in.readLong(), in.readLong());
            case TIME -> Instant.ofEpochSecond(in.readLong(), in.readInt()).atOffset(ZoneOffset.UTC);
        };
    }

    private byte[] bytes() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_VALUE_BYTES) {
            throw new IOException("a value of %d bytes, allowed are %d".formatted(length, MAX_VALUE_BYTES));
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new EOFException("cut short in row " + rows);
        }
        return bytes;
    }

    private static ColumnType type(String name) throws IOException {
        try {
            return ColumnType.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IOException("column type '%s' is unknown".formatted(name), e);
        }
    }
}
