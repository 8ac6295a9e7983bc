package io.nocturne.server.backup;

import io.nocturne.server.platform.config.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The files of a data directory, beside the database, that make a restored server the same server: keys,
/// certificates and the first password.
final class KeptFiles {

    private static final List<String> FOLDERS = List.of("secrets", "tls");
    private static final String FIRST_PASSWORD = "initial-admin-password";
    private static final long MAX_BYTES = 1L << 20;

    private KeptFiles() {}

    /// Their names in the data directory, with `/` between folders.
    static List<String> in(DataDirectory data) throws IOException {
        List<String> names = new ArrayList<>();
        for (String folder : FOLDERS) {
            Path path = data.root().resolve(folder);
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.walk(path)) {
                    files.filter(Files::isRegularFile)
                            .forEach(file -> names.add(
                                    data.root().relativize(file).toString().replace('\\', '/')));
                }
            }
        }
        if (Files.isRegularFile(data.root().resolve(FIRST_PASSWORD))) {
            names.add(FIRST_PASSWORD);
        }
        return names;
    }

    static boolean belong(String name) {
        return !name.contains("..")
                && (name.equals(FIRST_PASSWORD) || FOLDERS.stream().anyMatch(folder -> name.startsWith(folder + "/")));
    }

    static byte[] read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new BackupRefusedException("%s is larger than %d bytes".formatted(file, MAX_BYTES));
        }
        return Files.readAllBytes(file);
    }
}
