package io.nocturne.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `SHA256SUMS`: the checksum of every other file of a backup, as `sha256sum -c` reads it.
final class Sums {

    static final String FILE = "SHA256SUMS";

    private static final long MAX_BYTES = 16L << 20;
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^/].*)");

    private Sums() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static byte[] encode(Map<String, String> sums) {
        StringBuilder lines = new StringBuilder();
        sums.forEach((file, sum) -> lines.append(sum).append("  ").append(file).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Checks every file; the result is their names.
    ///
    /// **Errors** - [BackupRefusedException] when one is damaged, missing, or not listed.
    static Set<String> check(Path directory) throws IOException {
        Map<String, String> expected = read(directory.resolve(FILE));
        Set<String> present = present(directory);
        present.remove(FILE);
        for (Map.Entry<String, String> entry : expected.entrySet()) {
            if (!present.contains(entry.getKey())) {
                throw new BackupRefusedException("%s: %s is missing".formatted(directory, entry.getKey()));
            }
            if (!sum(directory.resolve(entry.getKey())).equals(entry.getValue())) {
                throw new BackupRefusedException(
                        "%s: %s is damaged: its checksum does not match".formatted(directory, entry.getKey()));
            }
        }
        present.removeAll(expected.keySet());
        if (!present.isEmpty()) {
            throw new BackupRefusedException("%s: %s are not part of the backup".formatted(directory, present));
        }
        return expected.keySet();
    }

    private static Map<String, String> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BackupRefusedException("%s is not there: this is no backup, or not a whole one".formatted(file));
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new BackupRefusedException("%s is larger than %d bytes".formatted(file, MAX_BYTES));
        }
        Map<String, String> sums = new TreeMap<>();
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new BackupRefusedException(
                        "%s is damaged: line %d is no checksum".formatted(file, sums.size() + 1));
            }
            sums.put(matcher.group(2), matcher.group(1));
        }
        return sums;
    }

    private static Set<String> present(Path directory) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> all = Files.walk(directory)) {
            all.filter(path -> !Files.isDirectory(path))
                    .forEach(path ->
                            names.add(directory.relativize(path).toString().replace('\\', '/')));
        }
        return names;
    }

    private static String sum(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest())) {
            in.transferTo(out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        }
    }
}
