package io.nocturne.server.series.store.chunk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// A layout as it is stored: JSON, deflated. What an earlier version stored is JSON as it is, which begins with a
/// brace.
///
/// **Errors** - [UncheckedIOException] for bytes that are neither, or that inflate to more than a layout can have.
final class LayoutBytes {

    private static final int BRACE = '{';

    /// Above the longest that a delivery can declare.
    private static final int MAX_BYTES = 256 << 20;

    private LayoutBytes() {}

    static byte[] pack(byte[] json) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(json.length / 8 + 64);
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] unpack(byte[] stored) {
        if (stored.length > 0 && stored[0] == BRACE) {
            return stored;
        }
        try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(stored))) {
            byte[] json = inflater.readNBytes(MAX_BYTES);
            if (inflater.read() != -1) {
                throw new IOException("a stored layout inflates to more than %d bytes".formatted(MAX_BYTES));
            }
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException("a stored layout is damaged", e);
        }
    }
}
