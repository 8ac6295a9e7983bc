package io.nocturne.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The bytes of a file as text: UTF-8, with or without the mark of its beginning, and with any ends of line.
///
/// **Errors** - [IOException] whose message is for the operator; [WrongLine] when a line is to blame.
final class ConfigBytes {

    static final int MAX_BYTES = 64 << 10;

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final int DELETE = 0x7f;

    private ConfigBytes() {}

    static String read(Path path) throws IOException {
        String text = decode(bytes(path));
        checkCharacters(text);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static byte[] bytes(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder");
        }
        try (InputStream input = Files.newInputStream(path)) {
            byte[] bytes = input.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("it has more than %d bytes".formatted(MAX_BYTES));
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException("permission denied", e);
        }
    }

    private static String decode(byte[] bytes) throws WrongLine {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        out.flip();
        if (result.isError()) {
            throw new WrongLine(lineAt(out, out.length()), "is no UTF-8 text: byte 0x%02x".formatted(in.get()));
        }
        return out.toString();
    }

    private static void checkCharacters(CharSequence text) throws WrongLine {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isAllowed = c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c != DELETE);
            if (!isAllowed) {
                throw new WrongLine(lineAt(text, i), "is no text: control character 0x%02x".formatted((int) c));
            }
        }
    }

    private static int lineAt(CharSequence text, int end) {
        return 1 + (int) text.subSequence(0, end).chars().filter(c -> c == '\n').count();
    }

    /// What is wrong on a line.
    static final class WrongLine extends IOException {

        private static final long serialVersionUID = 1L;

        private final int line;

        WrongLine(int line, String detail) {
            super(detail);
            this.line = line;
        }

        int line() {
            return line;
        }
    }
}
