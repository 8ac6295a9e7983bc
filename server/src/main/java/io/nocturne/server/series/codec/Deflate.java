package io.nocturne.server.series.codec;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Raw deflate of bytes whose inflated size is stored beside them.
///
/// **Source** - RFC 1951.
final class Deflate {

    /// No deflated byte stands for more than this many: two bits for 258.
    static final int MAX_RATIO = 1_032;
    /// A single table is below; deflating it takes longer than all else and saves a few bytes in a hundred.
    private static final int MIN_BYTES = 512;
    /// Level 9 saves half a byte in a hundred more.
    private static final int LEVEL = 6;

    private Deflate() {}

    /// The deflated bytes, or the bytes themselves if they are few or deflated no fewer.
    static byte[] deflate(byte[] bytes) {
        return bytes.length < MIN_BYTES ? bytes : fewer(bytes);
    }

    private static byte[] fewer(byte[] bytes) {
        Deflater deflater = new Deflater(LEVEL, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] deflated = new byte[bytes.length];
            int size = deflater.deflate(deflated);
            return deflater.finished() && size < bytes.length ? Arrays.copyOf(deflated, size) : bytes;
        } finally {
            deflater.end();
        }
    }

    /// The `size` bytes that the rest of the source stands for.
    static byte[] inflate(ByteSource source, int size) throws CorruptChunkException {
        if (size > (long) MAX_RATIO * source.remaining()) {
            throw source.fault(size + " bytes cannot come from " + source.remaining());
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(source.bytes(source.remaining()));
            byte[] inflated = new byte[size];
            int filled = inflater.inflate(inflated);
            // The end of the stream may come only behind the last byte that it gives.
            boolean isMore = !inflater.finished() && inflater.inflate(new byte[1]) > 0;
            if (filled != size || isMore || !inflater.finished() || inflater.getRemaining() != 0) {
                throw source.fault("does not inflate to " + size + " bytes");
            }
            return inflated;
        } catch (DataFormatException e) {
            throw source.fault("does not inflate, " + e.getMessage());
        } finally {
            inflater.end();
        }
    }
}
