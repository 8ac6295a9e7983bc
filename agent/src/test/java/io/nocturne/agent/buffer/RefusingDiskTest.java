package io.nocturne.agent.buffer;

import static io.nocturne.agent.testing.Readings.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nocturne.agent.testing.Buffers;
import io.nocturne.agent.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks that refuse: real ones where the tests may mount one (as root on Linux), else the parts that need no
/// mount.
class RefusingDiskTest {

    private static final int LARGE = 1 << 20;
    private static final int IN_MEMORY = 50;

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final List<Path> mounted = new ArrayList<>();

    @AfterEach
    void unmount() throws Exception {
        for (Path mount : mounted) {
            run("umount", "-l", mount.toString());
        }
    }

    @Test
    void aFullDiskIsBridgedInMemoryAndThenWrittenInOrder() throws Exception {
        Path disk = mount("size=192k");
        OutboundBuffer buffer = open(disk);
        int taken = 0;
        while (buffer.state().inMemory() < IN_MEMORY) {
            buffer.offer(number(++taken));
        }
        BufferState full = buffer.state();
        assertThat(full.waiting()).isEqualTo(taken);

        // Somebody makes room.
        run("mount", "-o", "remount,size=8m", disk.toString());
        clock.advance(OutboundBuffer.DISK_RETRY);
        buffer.offer(number(++taken));

        assertThat(full.dropped()).isZero();
        assertThat(buffer.state().inMemory()).isZero();
        assertThat(drain(open(disk))).isEqualTo(numbers(1, taken));
    }

    @Test
    void aFullDiskAndAFullMemoryDropTheOldestInMemoryAndCountThem() throws Exception {
        Path disk = mount("size=192k");
        OutboundBuffer buffer = open(disk);
        int taken = 0;
        while (buffer.state().dropped() < 30) {
            buffer.offer(number(++taken));
        }

        assertThat(buffer.size()).isEqualTo(taken - 30);
        assertThat(drain(buffer)).hasSize(taken - 30).doesNotHaveDuplicates().contains(1, taken);
    }

    @Test
    void deliveringMakesRoomOnAFullDisk() throws Exception {
        Path disk = mount("size=192k");
        OutboundBuffer buffer = open(disk);
        int taken = 0;
        while (buffer.state().inMemory() < IN_MEMORY) {
            buffer.offer(number(++taken));
        }
        List<Integer> delivered = drain(buffer);
        clock.advance(OutboundBuffer.DISK_RETRY);
        buffer.offer(number(++taken));

        assertThat(delivered).isEqualTo(numbers(1, taken - 1));
        assertThat(buffer.state().inMemory()).isZero();
    }

    @Test
    void aReadOnlyDiskAtTheStartIsBridgedAndTriedAgain() throws Exception {
        Path disk = mount("size=8m,ro");
        OutboundBuffer buffer = open(disk);
        offer(buffer, 1, 20);
        assertThat(buffer.state().inMemory()).isEqualTo(20);

        run("mount", "-o", "remount,rw", disk.toString());
        offer(buffer, 21, 21);
        assertThat(buffer.state().inMemory()).as("too soon").isEqualTo(21);
        clock.advance(OutboundBuffer.DISK_RETRY);
        offer(buffer, 22, 22);

        assertThat(buffer.state().inMemory()).isZero();
        assertThat(drain(open(disk))).isEqualTo(numbers(1, 22));
    }

    @Test
    void aFolderThatCannotBeMadeIsBridged() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("file"), "x");
        OutboundBuffer buffer = open(inTheWay);

        offer(buffer, 1, 20);

        assertThat(drain(buffer)).isEqualTo(numbers(1, 20));
    }

    @Test
    void aFolderThatVanishesIsMadeAnewWithWhatTheOpenFileHeld() throws IOException {
        OutboundBuffer buffer = open(folder);
        offer(buffer, 1, 20);
        Path ring = folder.resolve(RingLimits.FOLDER);
        try (Stream<Path> files = Files.list(ring)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(ring);

        offer(buffer, 21, 40);

        assertThat(buffer.state().dropped()).isZero();
        assertThat(drain(open(folder))).isEqualTo(numbers(1, 40));
    }

    @Test
    void aFolderThatVanishesFromAFullDiskIsMadeAnewWhenThereIsRoom() throws Exception {
        Path disk = mount("size=192k");
        OutboundBuffer buffer = open(disk);
        offer(buffer, 1, 600);
        assertThat(buffer.state().inMemory()).isZero();
        try (Stream<Path> files = Files.list(disk.resolve(RingLimits.FOLDER))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        run("mount", "-o", "remount,size=64k", disk.toString());
        offer(buffer, 601, 620);
        assertThat(buffer.state().inMemory()).isEqualTo(20);
        assertThat(buffer.state().dropped()).isZero();

        run("mount", "-o", "remount,size=8m", disk.toString());
        clock.advance(OutboundBuffer.DISK_RETRY);
        offer(buffer, 621, 621);

        assertThat(buffer.state().inMemory()).isZero();
        assertThat(drain(open(disk))).isEqualTo(numbers(1, 621));
    }

    @Test
    void aDiskThatComesLateWithHigherNumbersLiftsThoseInMemory() throws IOException {
        offer(open(folder), 1, 20);
        Path ring = folder.resolve(RingLimits.FOLDER);
        Path away = Files.move(ring, folder.resolve("away"));
        Files.writeString(ring, "in the way");
        Files.delete(folder.resolve("numbers").resolve(SequenceNumbers.FILE));
        clock.set(Instant.parse("1970-01-01T00:00:10Z"));
        OutboundBuffer buffer = open(folder);
        offer(buffer, 21, 40);
        OutboundBatch delivered = buffer.oldest(5, LARGE).orElseThrow();

        Files.delete(ring);
        Files.move(away, ring);
        clock.advance(OutboundBuffer.DISK_RETRY);
        offer(buffer, 41, 41);
        buffer.confirm(delivered);
        offer(buffer, 42, 42);

        assertThat(buffer.state().inMemory()).isZero();
        assertThat(buffer.state().dropped()).isZero();
        OutboundBuffer next = open(folder);
        assertThat(next.state().damaged()).isZero();
        List<Integer> left = new ArrayList<>(numbers(1, 20));
        left.addAll(numbers(26, 42));
        assertThat(drain(next)).isEqualTo(left);
    }

    @Test
    void anOldSegmentThatVanishesIsCounted() throws IOException {
        offer(open(folder), 1, 20);
        OutboundBuffer buffer = open(folder);
        offer(buffer, 21, 40);
        try (Stream<Path> files = Files.list(folder.resolve(RingLimits.FOLDER))) {
            Files.delete(files.sorted().findFirst().orElseThrow());
        }

        assertThat(drain(buffer)).isEqualTo(numbers(21, 40));
        assertThat(buffer.state().dropped()).isEqualTo(20);
    }

    private OutboundBuffer open(Path disk) throws IOException {
        RingLimits limits = Buffers.ring(disk, RingLimits.USUAL_BYTES, IN_MEMORY);
        return Buffers.open(folder.resolve("numbers"), limits, clock);
    }

    private static void offer(OutboundBuffer buffer, int from, int through) {
        IntStream.rangeClosed(from, through).forEach(n -> buffer.offer(number(n)));
    }

    /// Which readings waited, in the order in which they are delivered.
    private static List<Integer> drain(OutboundBuffer buffer) {
        List<Integer> found = new ArrayList<>();
        while (buffer.size() > 0) {
            OutboundBatch batch = buffer.oldest(100, LARGE).orElseThrow();
            Batches.readings(batch)
                    .forEach(reading -> found.add((int) reading.values().get(1)));
            buffer.confirm(batch);
        }
        return found;
    }

    private static List<Integer> numbers(int from, int through) {
        return IntStream.rangeClosed(from, through).boxed().toList();
    }

    private Path mount(String options) throws Exception {
        assumeTrue(System.getProperty("os.name").startsWith("Linux"), "tmpfs is Linux's");
        Path disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString()), "needs root to mount");
        mounted.add(disk);
        return disk;
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
