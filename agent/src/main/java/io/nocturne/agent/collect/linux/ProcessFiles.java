package io.nocturne.agent.collect.linux;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Reads the stat files of processes, one after the other.
///
/// **Absent** - a process that has ended meanwhile, or that the kernel hides (`hidepid`).
/// **Threads** - confined to "collect".
final class ProcessFiles {

    private static final int MAX_DIGITS = 10;
    private static final byte[] SUFFIX = "/stat\0".getBytes(StandardCharsets.US_ASCII);

    private final Optional<Posix> posix = Posix.find();
    private final Path folder;
    private final byte[] prefix;
    private final byte[] path;
    private final byte[] bytes = new byte[1_024];

    ProcessFiles(Path folder) {
        this.folder = folder;
        prefix = (folder + "/").getBytes(StandardCharsets.UTF_8);
        path = new byte[prefix.length + MAX_DIGITS + SUFFIX.length];
        System.arraycopy(prefix, 0, path, 0, prefix.length);
    }

    /// What the last reading read.
    byte[] bytes() {
        return bytes;
    }

    /// Reads `/proc/<pid>/stat` and says how many bytes; 0 or less when there is none.
    int read(int pid) {
        if (posix.isEmpty()) {
            return readAsObject(pid);
        }
        int digits = 1;
        for (int rest = pid; rest >= 10; rest /= 10) {
            digits++;
        }
        int at = prefix.length + digits;
        System.arraycopy(SUFFIX, 0, path, at, SUFFIX.length);
        for (int rest = pid; digits > 0; digits--, rest /= 10) {
            path[--at] = (byte) ('0' + rest % 10);
        }
        return posix.get().read(path, bytes);
    }

    private int readAsObject(int pid) {
        try (FileInputStream file =
                new FileInputStream(folder.resolve(pid + "/stat").toFile())) {
            return file.read(bytes);
        } catch (IOException e) {
            return -1;
        }
    }
}
