package io.nocturne.server.series.codec;

import io.nocturne.model.sample.ProcessSample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what [TextWriter] wrote.
final class TextReader {

    /// What the longest text takes: three bytes of UTF-8 for a character.
    static final int MAX_BYTES = 3 * ProcessSample.MAX_TEXT;

    private final List<String> known = new ArrayList<>();

    @Nullable
    String read(ByteSource source) throws CorruptChunkException {
        int reference = source.count(known.size() + 1, "as reference to a text");
        if (reference == TextWriter.ABSENT) {
            return null;
        }
        if (reference == TextWriter.NEW) {
            known.add(readNew(source));
            return known.getLast();
        }
        return known.get(reference - TextWriter.FIRST);
    }

    private static String readNew(ByteSource source) throws CorruptChunkException {
        int length = source.count(MAX_BYTES << 1 | 1, "as length of a text");
        byte[] bytes = source.bytes(length >>> 1);
        String text = (length & TextWriter.UTF_16) == 0 ? utf8(bytes, source) : utf16(bytes);
        if (text.length() > ProcessSample.MAX_TEXT) {
            throw source.fault("a text of " + text.length() + " characters, at most " + ProcessSample.MAX_TEXT);
        }
        return text;
    }

    private static String utf8(byte[] bytes, ByteSource source) throws CorruptChunkException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw source.fault("a text that is not UTF-8");
        }
        return text;
    }

    private static String utf16(byte[] bytes) {
        char[] text = new char[bytes.length / 2];
        for (int i = 0; i < text.length; i++) {
            text[i] = (char) ((bytes[2 * i] & 0xff) | (bytes[2 * i + 1] & 0xff) << 8);
        }
        return new String(text);
    }
}
