package io.nocturne.server.backup;

import io.nocturne.server.backup.store.RowSink;
import io.nocturne.server.backup.store.TableShape;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes the rows of one table.
///
/// **Shape** - `NCTB`, version, name and columns; then the rows, each behind a 1, each value behind a byte that
/// is 0 for none; at the end a 0 and the number of rows. Big-endian.
/// **Threads** - confined to one.
final class RowWriter implements RowSink, AutoCloseable {

    static final int MAGIC = 0x4e435442;
    static final int VERSION = 1;
    static final int ROW = 1;
    static final int END = 0;
    private static final int BUFFER_BYTES = 1 << 16;

    private final DataOutputStream out;
    private long rows;

    RowWriter(OutputStream file, TableShape table) throws IOException {
        this.out = new DataOutputStream(new BufferedOutputStream(file, BUFFER_BYTES));
        out.writeInt(MAGIC);
        out.writeByte(VERSION);
        out.writeUTF(table.name());
        out.writeInt(table.columns().size());
        for (TableShape.Column column : table.columns()) {
            out.writeUTF(column.name());
            out.writeUTF(column.type().name());
            out.writeBoolean(column.identity());
        }
    }

    @Override
    public void row(@Nullable Object[] values) throws IOException {
        out.writeByte(ROW);
        for (Object value : values) {
            out.writeBoolean(value != null);
            if (value != null) {
                write(value);
            }
        }
        rows++;
    }

    private void write(Object value) throws IOException {
        switch (value) {
            case Long number -> out.writeLong(number);
            case Double number -> out.writeDouble(number);
            case Boolean truth -> out.writeBoolean(truth);
            case String text -> write(text.getBytes(StandardCharsets.UTF_8));
            case byte[] bytes -> write(bytes);
            case UUID id -> {
                out.writeLong(id.getMostSignificantBits());
                out.writeLong(id.getLeastSignificantBits());
            }
            case OffsetDateTime time -> {
                out.writeLong(time.toEpochSecond());
                out.writeInt(time.getNano());
            }
            default -> throw new IllegalStateException("no such value: " + value.getClass());
        }
    }

    private void write(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /// Writes the end; without it the file counts as cut short.
    void finish() throws IOException {
        out.writeByte(END);
        out.writeLong(rows);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
