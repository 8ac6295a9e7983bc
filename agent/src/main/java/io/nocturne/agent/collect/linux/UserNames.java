package io.nocturne.agent.collect.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The names of users by their numbers.
///
/// **Shape** - asked for the few processes at the top only, remembered until the file changes; the file alone
/// is read, because a directory service that does not answer would hold up all readings.
/// **Absent** - a user that the file lacks is shown by its number.
/// **Source** - passwd(5).
/// **Threads** - confined to "collect".
final class UserNames {

    private static final int MAX_LINES = 100_000;
    private static final int MAX_REMEMBERED = 1_000;

    private final Path file;
    private final Map<String, String> known = new HashMap<>();
    private long fileTime;

    UserNames(Path root) {
        file = root.resolve("etc/passwd");
    }

    String name(String uid) {
        long now = file.toFile().lastModified();
        if (now != fileTime || known.size() >= MAX_REMEMBERED) {
            known.clear();
            fileTime = now;
        }
        return known.computeIfAbsent(uid, this::find);
    }

    private String find(String uid) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String line = lines.readLine();
            for (int i = 0; line != null && i < MAX_LINES; i++) {
                String[] fields = line.split(":", 4);
                if (fields.length > 2 && fields[2].equals(uid) && !fields[0].isBlank()) {
                    return fields[0];
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            return uid;
        }
        return uid;
    }
}
