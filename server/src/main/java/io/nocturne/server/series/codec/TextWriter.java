package io.nocturne.server.series.codec;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes texts, each in full only once.
///
/// **Threads** - confined to one.
final class TextWriter {

    static final int ABSENT = 0;
    static final int NEW = 1;
    static final int FIRST = 2;
    static final int UTF_16 = 1;

    private final Map<String, Integer> known = new HashMap<>();

    void write(@Nullable String text, ByteSink sink) {
        sink.reserve(8);
        if (text == null) {
            sink.u8(ABSENT);
            return;
        }
        Integer earlier = known.putIfAbsent(text, known.size());
        if (earlier == null) {
            sink.u8(NEW);
            writeNew(text, sink);
        } else {
            sink.varint(FIRST + (long) earlier);
        }
    }

    /// Half of a surrogate pair alone has no UTF-8.
    private static void writeNew(String text, ByteSink sink) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        boolean isWhole = new String(utf8, StandardCharsets.UTF_8).equals(text);
        byte[] bytes = isWhole ? utf8 : utf16(text);
        sink.varint((long) bytes.length << 1 | (isWhole ? 0 : UTF_16));
        sink.bytes(bytes);
    }

    private static byte[] utf16(String text) {
        byte[] bytes = new byte[text.length() * 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (text.charAt(i / 2) >>> (8 * (i & 1)));
        }
        return bytes;
    }
}
