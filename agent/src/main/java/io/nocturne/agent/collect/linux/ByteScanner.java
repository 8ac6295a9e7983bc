package io.nocturne.agent.collect.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Walks over the words of a kernel file, line by line, without making objects.
///
/// **Shape** - a word is a run of bytes other than space and tab. A scanner stands on one line at a time;
/// words and numbers never cross its end.
/// **Absent** - [#nextNumber()] and [#nextWord()] say false at the end of the line or where no number
/// stands.
/// **Threads** - confined to "collect".
final class ByteScanner {

    private byte[] bytes = new byte[0];
    private int end;
    private int lineStart;
    private int lineEnd;
    private int wordStart;
    private int wordEnd;
    private long number;

    /// Starts over, before the first line of other bytes.
    ByteScanner over(byte[] source, int size) {
        bytes = source;
        end = size;
        lineStart = 0;
        lineEnd = -1;
        wordStart = 0;
        wordEnd = 0;
        return this;
    }

    /// Moves to the next line; false after the last.
    boolean nextLine() {
        lineStart = lineEnd + 1;
        if (lineStart >= end) {
            return false;
        }
        lineEnd = lineStart;
        while (lineEnd < end && bytes[lineEnd] != '\n') {
            lineEnd++;
        }
        wordStart = lineStart;
        wordEnd = lineStart;
        return true;
    }

    /// Moves to the next word of the line; false at its end.
    boolean nextWord() {
        wordStart = wordEnd;
        while (wordStart < lineEnd && isBlank(bytes[wordStart])) {
            wordStart++;
        }
        wordEnd = wordStart;
        while (wordEnd < lineEnd && !isBlank(bytes[wordEnd])) {
            wordEnd++;
        }
        return wordEnd > wordStart;
    }

    /// Moves `count` words on; false if the line ends before.
    boolean skipWords(int count) {
        for (int i = 0; i < count; i++) {
            if (!nextWord()) {
                return false;
            }
        }
        return true;
    }

    /// Moves to the word that the line's last colon ends, wherever blanks stand: `/proc/net/dev` has
    /// interface names with colons in them, and old kernels print no blank behind the colon.
    boolean nextWordBeforeLastColon() {
        int colon = lineEnd - 1;
        while (colon >= wordEnd && bytes[colon] != ':') {
            colon--;
        }
        if (colon < wordEnd) {
            return false;
        }
        wordStart = wordEnd;
        while (wordStart < colon && isBlank(bytes[wordStart])) {
            wordStart++;
        }
        wordEnd = colon;
        return wordEnd > wordStart;
    }

    /// Skips one byte behind the word, the separator that the word ended at.
    void skipSeparator() {
        wordEnd = Math.min(wordEnd + 1, lineEnd);
    }

    /// Moves to the next word and reads it as a whole number without sign; false if it is none. A number
    /// beyond a long keeps its low bits, as the kernel's own counters do.
    boolean nextNumber() {
        return nextWord() && parse(wordStart);
    }

    /// As [#nextNumber()], with a sign before it if it has one.
    boolean nextSigned() {
        if (!nextWord()) {
            return false;
        }
        boolean negative = bytes[wordStart] == '-';
        boolean isNumber = wordEnd - wordStart > (negative ? 1 : 0) && parse(wordStart + (negative ? 1 : 0));
        number = negative ? -number : number;
        return isNumber;
    }

    /// The number that was just read.
    long number() {
        return number;
    }

    /// Moves to the next word and reads it as a decimal fraction like `0.41`, in hundredths.
    boolean nextHundredths() {
        if (!nextWord()) {
            return false;
        }
        long value = 0;
        int decimals = -1;
        for (int i = wordStart; i < wordEnd && decimals < 2; i++) {
            int digit = bytes[i] - '0';
            if (bytes[i] == '.' && decimals < 0) {
                decimals = 0;
            } else if (digit < 0 || digit > 9) {
                return false;
            } else {
                value = value * 10 + digit;
                decimals += decimals < 0 ? 0 : 1;
            }
        }
        for (int i = Math.max(decimals, 0); i < 2; i++) {
            value *= 10;
        }
        number = value;
        return true;
    }

    /// Whether the word is exactly this.
    boolean wordIs(byte[] expected) {
        return wordEnd - wordStart == expected.length && wordStartsWith(expected);
    }

    boolean wordStartsWith(byte[] prefix) {
        if (wordEnd - wordStart < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[wordStart + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /// Reads what follows a prefix of the word as a number: 12 of `cpu12`.
    boolean numberAfter(byte[] prefix) {
        return wordStartsWith(prefix) && wordEnd - wordStart > prefix.length && parse(wordStart + prefix.length);
    }

    /// The word as a text; this makes an object, so it is for devices that are new.
    String word() {
        return new String(bytes, wordStart, wordEnd - wordStart, StandardCharsets.UTF_8);
    }

    /// Whether the whole text is exactly this.
    boolean isSameAs(byte[] other) {
        return Arrays.equals(bytes, 0, end, other, 0, other.length);
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, end);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private boolean parse(int from) {
        long value = 0;
        for (int i = from; i < wordEnd; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = value * 10 + digit;
        }
        number = value;
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }
}
