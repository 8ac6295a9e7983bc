package io.nocturne.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A Linux host made of files: what an agent reads there is what the test wrote.
final class ScriptedMachine {

    private static final long TOTAL_KIB = 8_000_000;

    private final Path root;

    ScriptedMachine(Path root) throws IOException {
        this.root = root;
        write("etc/machine-id", "0123456789abcdef0123456789abcdef\n");
        write("etc/os-release", "NAME=\"Scripted Linux\"\nVERSION_ID=\"1\"\n");
        write("proc/sys/kernel/hostname", "scripted\n");
        write("proc/stat", """
                cpu  1000 0 500 8000 100 0 10 0 0 0
                cpu0 500 0 250 4000 50 0 5 0 0 0
                cpu1 500 0 250 4000 50 0 5 0 0 0
                """);
        write("proc/loadavg", "0.50 0.40 0.30 1/100 4242\n");
        write("proc/uptime", "86400.00 100000.00\n");
        write("proc/vmstat", "pswpin 0\npswpout 0\n");
        write("proc/diskstats", "   8       0 sda 100 0 800 50 200 0 1600 100 0 120 150\n");
        write("proc/self/mountinfo", "");
        write("proc/net/dev", """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                  eth0: 1000 10 0 0 0 0 0 0 2000 20 0 0 0 0 0 0
                """);
        usedKibibytes(1_000_000);
    }

    Path root() {
        return root;
    }

    /// From now on the host has that much memory in use, by programs and not by buffers or cache.
    void usedKibibytes(long used) throws IOException {
        write("proc/meminfo", """
                MemTotal:        %10d kB
                MemFree:         %10d kB
                MemAvailable:    %10d kB
                Buffers:         0 kB
                Cached:          0 kB
                SwapTotal:       0 kB
                SwapFree:        0 kB
                SReclaimable:    0 kB
                """.formatted(TOTAL_KIB, TOTAL_KIB - used, TOTAL_KIB - used));
    }

    /// Over what stands there, in one write of the same length: an agent keeps the kernel's files open,
    /// and must not read half of one.
    private void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII)), 0);
        }
    }
}
