package io.nocturne.server.platform.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Reads the lines of a key file.
///
/// **Shape** - `ID KEY`, an id from 1 to 2^31-1 and 32 bytes as 64 hex digits or base64; at most 64 of them. The
/// first is the one that new values get; `0 plain` there means that they get none. `ID lost` declares that a key
/// is gone for good. Empty lines and those that begin with `#` mean nothing.
/// **Errors** - [ConfigException] with the line's number, and never what stands there.
/// **Threads** - confined to the caller's.
final class KeyLines {

    private static final int MAX_KEYS = 64;
    private static final int KEY_BYTES = 32;

    private final Path path;
    private final Map<Integer, SecretKey> keys = new HashMap<>();
    private final Set<Integer> lost = new HashSet<>();
    private final Map<Integer, Integer> lineOf = new HashMap<>();
    private int writeId = -1;

    private KeyLines(Path path) {
        this.path = path;
    }

    static KeyRing parse(Path path, String text) {
        KeyLines lines = new KeyLines(path);
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = line.strip();
            if (!content.isEmpty() && !content.startsWith("#")) {
                lines.add(number, content.split("\\s+", -1));
            }
        }
        if (lines.writeId < 0) {
            throw new ConfigException("key file %s holds no key; its first line is ID KEY".formatted(path));
        }
        return new KeyRing(lines.writeId, lines.keys, lines.lost);
    }

    private void add(int line, String[] words) {
        if (words.length != 2) {
            throw wrong(line, "allowed is ID KEY, with nothing behind it");
        }
        int id = id(line, words[0]);
        Integer before = lineOf.put(id, line);
        if (before != null) {
            throw wrong(line, "id %d stands in line %d already".formatted(id, before));
        }
        if (lineOf.size() > MAX_KEYS) {
            throw wrong(line, "there are more than %d keys".formatted(MAX_KEYS));
        }
        take(line, id, words[1]);
    }

    private void take(int line, int id, String word) {
        boolean first = writeId < 0;
        if (id == KeyRing.PLAIN) {
            if (!first || !word.equals("plain")) {
                throw wrong(line, "id 0 is only for '0 plain' as the first entry; keys have ids from 1");
            }
        } else if (word.equals("lost")) {
            if (first) {
                throw wrong(line, "the first entry is the key for what is new, so it cannot be lost");
            }
            lost.add(id);
        } else {
            put(line, id, key(line, word));
        }
        writeId = first ? id : writeId;
    }

    private void put(int line, int id, byte[] bytes) {
        keys.forEach((otherId, other) -> {
            if (Arrays.equals(other.getEncoded(), bytes)) {
                throw wrong(line, "it is the key of id %d again; each id needs a key of its own".formatted(otherId));
            }
        });
        keys.put(id, new SecretKeySpec(bytes, "AES"));
    }

    private int id(int line, String word) {
        if (!word.matches("[0-9]{1,10}") || Long.parseLong(word) > Integer.MAX_VALUE) {
            throw wrong(line, "the id must be a number from 1 to %d".formatted(Integer.MAX_VALUE));
        }
        return Integer.parseInt(word);
    }

    private byte[] key(int line, String word) {
        try {
            byte[] bytes = word.length() == 2 * KEY_BYTES
                    ? HexFormat.of().parseHex(word)
                    : Base64.getDecoder().decode(word);
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // Its message would repeat a piece of the key.
        }
        throw wrong(
                line, "the key must be %d bytes, as %d hex digits or as base64".formatted(KEY_BYTES, 2 * KEY_BYTES));
    }

    private ConfigException wrong(int line, String what) {
        return new ConfigException("key file %s, line %d: %s".formatted(path, line, what));
    }
}
