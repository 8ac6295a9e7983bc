package io.nocturne.agent.collect.linux;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads the stat files of all processes, walk by walk.
///
/// **Shape** - files stay open from walk to walk, the first [#MOST_OPEN] of them, because opening one costs as
/// much as reading it; those of processes that a walk no longer names are closed by its end. Numbers come in
/// rising order, as the kernel lists them; in another order all is read as well, only opened more often.
/// **Absent** - a process that has ended meanwhile, or that the kernel hides (`hidepid`).
/// **Threads** - confined to "collect".
final class ProcessFiles {

    static final int MOST_OPEN = 2_000;

    private final Path folder;
    private final byte[] bytes = new byte[1_024];
    private Open before = new Open();
    private Open now = new Open();
    private int cursor;

    ProcessFiles(Path folder) {
        this.folder = folder;
    }

    /// What the last reading read.
    byte[] bytes() {
        return bytes;
    }

    /// Starts a walk.
    void begin() {
        cursor = 0;
        now.size = 0;
    }

    /// Reads `<pid>/stat` and says how many bytes; 0 or less when there is none.
    int read(int pid) {
        RandomAccessFile kept = kept(pid);
        int count = kept == null ? -1 : read(kept);
        RandomAccessFile file = kept;
        if (count < 0) {
            // Either new, or another process has come to the number of one that ended.
            close(kept);
            file = open(pid);
            count = file == null ? -1 : read(file);
        }
        if (file != null && count > 0 && now.size < MOST_OPEN) {
            now.add(pid, file);
        } else {
            close(file);
        }
        return count;
    }

    /// Ends a walk.
    void end() {
        while (cursor < before.size) {
            close(before.files[cursor++]);
        }
        Open read = now;
        now = before;
        before = read;
    }

    private @Nullable RandomAccessFile kept(int pid) {
        while (cursor < before.size && before.pids[cursor] < pid) {
            close(before.files[cursor++]);
        }
        return cursor < before.size && before.pids[cursor] == pid ? before.files[cursor++] : null;
    }

    private @Nullable RandomAccessFile open(int pid) {
        try {
            return new RandomAccessFile(folder.resolve(pid + "/stat").toFile(), "r");
        } catch (IOException e) {
            return null;
        }
    }

    private int read(RandomAccessFile file) {
        try {
            file.seek(0);
            return file.read(bytes);
        } catch (IOException e) {
            return -1;
        }
    }

    private static void close(@Nullable RandomAccessFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // A file that was only read has nothing left to lose.
            return;
        }
    }

    /// The open files, in the order of the walk.
    private static final class Open {

        private int size;
        private int[] pids = new int[256];
        private @Nullable RandomAccessFile[] files = new RandomAccessFile[256];

        void add(int pid, RandomAccessFile file) {
            if (size == pids.length) {
                pids = Arrays.copyOf(pids, size * 2);
                files = Arrays.copyOf(files, size * 2);
            }
            pids[size] = pid;
            files[size++] = file;
        }
    }
}
