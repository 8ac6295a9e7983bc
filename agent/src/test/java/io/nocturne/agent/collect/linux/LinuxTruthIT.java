package io.nocturne.agent.collect.linux;

import static io.nocturne.agent.collect.linux.FakeMachine.names;
import static io.nocturne.agent.collect.linux.FakeMachine.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nocturne.agent.collect.HostReader;
import io.nocturne.agent.collect.Reading;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The collectors against independent readings of this very machine: the tools that operators trust.
class LinuxTruthIT {

    private static final double TOLERANCE = 0.02;
    private static final int DATAGRAMS = 1_000;
    private static final int DATAGRAM_BYTES = 1_000;

    @BeforeAll
    static void onLinux() {
        assumeTrue(System.getProperty("os.name").startsWith("Linux"), "compares with Linux's own tools");
    }

    @Test
    void cpusAreThoseOfNproc() throws Exception {
        int cpus = Integer.parseInt(run("nproc", "--all").getFirst().strip());
        long online = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("processor"))
                .count();
        assumeTrue(cpus == online, "some CPUs of this machine are offline");

        Reading reading = readTwice();

        assertThat(value(reading, "system.cpu.logical.count")).hasValue(cpus);
        assertThat(names(reading, "cpu.logical_number")).hasSize(cpus);
    }

    @Test
    void cpuTimeIsThatOfProcStatOverTheSameSecond() throws Exception {
        HostReader reader = reader();
        long[] before = cpuTicks();
        reader.read();
        pause();
        Reading reading = reader.read();
        long[] after = cpuTicks();

        double total = sum(after) - sum(before);
        double idle = after[3] - before[3] + after[4] - before[4];
        assertThat(value(reading, "system.cpu.total.utilization").getAsDouble())
                .isCloseTo(1 - idle / total, within(0.1));
        double modes = List.of("user", "nice", "system", "idle", "iowait", "interrupt", "steal").stream()
                .mapToDouble(mode -> value(reading, "system.cpu.utilization", "cpu.mode=" + mode)
                        .orElseThrow())
                .sum();
        assertThat(modes).isCloseTo(1, within(0.001));
    }

    @Test
    void memoryIsThatOfFree() throws Exception {
        List<String> free = run("free", "-b");
        String[] memory = free.get(1).trim().split("\\s+", -1);
        String[] swap = free.get(2).trim().split("\\s+", -1);

        Reading reading = readTwice();

        double total = Double.parseDouble(memory[1]);
        assertThat(value(reading, "system.memory.limit")).hasValue(total);
        assertThat(value(reading, "system.memory.available").getAsDouble())
                .isCloseTo(Double.parseDouble(memory[6]), within(total * TOLERANCE));
        double cache = value(reading, "system.memory.usage", "system.memory.state=buffers")
                        .getAsDouble()
                + value(reading, "system.memory.usage", "system.memory.state=cached")
                        .getAsDouble();
        assertThat(cache).isCloseTo(Double.parseDouble(memory[5]), within(total * TOLERANCE));
        assertThat(value(reading, "system.paging.limit")).hasValue(Double.parseDouble(swap[1]));
    }

    @Test
    void filesystemsAreThoseOfDf() throws Exception {
        Reading reading = readTwice();
        List<String> places = names(reading, "system.filesystem.mountpoint");

        assertThat(places).isNotEmpty();
        for (String place : places) {
            String[] df = run("df", "-B1", "--output=size,used,avail,pcent", place)
                    .get(1)
                    .trim()
                    .split("\\s+", -1);
            String mountpoint = "system.filesystem.mountpoint=" + place;
            double size = Double.parseDouble(df[0]);
            Percentage close = Percentage.withPercentage(2);
            assertThat(value(reading, "system.filesystem.limit", mountpoint)).hasValue(size);
            assertThat(usage(reading, mountpoint, "used"))
                    .isCloseTo(Double.parseDouble(df[1]), within(size * TOLERANCE));
            assertThat(usage(reading, mountpoint, "free")).isCloseTo(Double.parseDouble(df[2]), close);
            // df rounds up to whole percent.
            assertThat(value(reading, "system.filesystem.utilization", mountpoint)
                                    .getAsDouble()
                            * 100)
                    .isCloseTo(Double.parseDouble(df[3].replace("%", "")), within(1.01));
        }
    }

    @Test
    void networkCountersGrowAsProcNetDevSays() throws Exception {
        HostReader reader = new HostReader(
                List.of(new NetworkCollector(Path.of("/"), System::nanoTime, "lo"::equals)), Clock.systemUTC());
        double outerBefore = receivedBytes("lo");
        long start = System.nanoTime();
        reader.read();
        double innerBefore = receivedBytes("lo");
        traffic();
        pause();
        double innerAfter = receivedBytes("lo");
        Reading reading = reader.read();
        double seconds = (System.nanoTime() - start) / 1e9;
        double outerAfter = receivedBytes("lo");

        double counted = seconds
                * value(reading, "system.network.io", "network.interface.name=lo", "network.io.direction=receive")
                        .getAsDouble();

        // What the agent saw lies between what was seen just inside and just outside of its two readings.
        assertThat(innerAfter - innerBefore).isGreaterThanOrEqualTo(DATAGRAMS * DATAGRAM_BYTES);
        assertThat(counted)
                .isBetween(
                        (innerAfter - innerBefore) * (1 - TOLERANCE),
                        (outerAfter - outerBefore) * (1 + TOLERANCE) + DATAGRAM_BYTES);
    }

    @Test
    void interfacesAreThoseOfProcNetDevWithoutTheLoopback() throws Exception {
        List<String> listed = Files.readAllLines(Path.of("/proc/net/dev")).stream()
                .filter(line -> line.contains(":"))
                .map(line -> line.substring(0, line.lastIndexOf(':')).trim())
                .toList();

        List<String> reported = names(readTwice(), "network.interface.name");

        assertThat(listed).containsAll(reported);
        assertThat(reported).doesNotContain("lo");
    }

    @Test
    void diskBytesAreThoseThatWereWritten() throws Exception {
        HostReader reader = reader();
        long sectorsBefore = writtenSectors();
        reader.read();
        Path file = Files.createTempFile(Path.of("target"), "truth", ".bin");
        run("dd", "if=/dev/zero", "of=" + file, "bs=1M", "count=32", "conv=fsync");
        pause();
        Reading reading = reader.read();
        long sectorsAfter = writtenSectors();
        Files.delete(file);
        assumeTrue(sectorsAfter > sectorsBefore, "the build folder is on no disk of this machine");

        double reported = names(reading, "system.device").stream()
                .filter(device -> !device.startsWith("/"))
                .mapToDouble(
                        device -> value(reading, "system.disk.io", "system.device=" + device, "disk.io.direction=write")
                                .orElse(0))
                .sum();

        assertThat(reported).isBetween(1.0, (sectorsAfter - sectorsBefore) * 512.0);
    }

    @Test
    void uptimeIsThatOfTheKernel() throws Exception {
        double uptime =
                Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0]);

        assertThat(value(readTwice(), "system.uptime").getAsDouble()).isCloseTo(uptime, within(5.0));
    }

    private static HostReader reader() {
        return new HostReader(new LinuxMachine(System::nanoTime).collectors(), Clock.systemUTC());
    }

    private static Reading readTwice() {
        HostReader reader = reader();
        reader.read();
        pause();
        return reader.read();
    }

    /// What is measured is time itself, so here a second has to pass.
    private static void pause() {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }

    /// Sends to itself; nobody listens, and the counters do not mind.
    private static void traffic() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket receiver = new DatagramSocket(0, loopback);
                DatagramSocket socket = new DatagramSocket(0, loopback)) {
            byte[] bytes = new byte[DATAGRAM_BYTES];
            for (int i = 0; i < DATAGRAMS; i++) {
                socket.send(new DatagramPacket(bytes, bytes.length, loopback, receiver.getLocalPort()));
            }
        }
    }

    private static double usage(Reading reading, String mountpoint, String state) {
        return value(reading, "system.filesystem.usage", mountpoint, "system.filesystem.state=" + state)
                .getAsDouble();
    }

    private static long[] cpuTicks() throws IOException {
        String[] words =
                Files.readAllLines(Path.of("/proc/stat")).getFirst().trim().split("\\s+", -1);
        return Arrays.stream(words).skip(1).limit(8).mapToLong(Long::parseLong).toArray();
    }

    private static long sum(long[] ticks) {
        return Arrays.stream(ticks).sum();
    }

    private static double receivedBytes(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/net/dev")).stream()
                .map(String::trim)
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim().split("\\s+", -1)[0])
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElseThrow();
    }

    private static long writtenSectors() throws IOException {
        return Files.readAllLines(Path.of("/proc/diskstats")).stream()
                .map(line -> line.trim().split("\\s+", -1))
                .filter(words -> Files.isDirectory(Path.of("/sys/block", words[2])))
                .mapToLong(words -> Long.parseLong(words[9]))
                .sum();
    }

    /// The lines that a tool prints; skips the test where the machine does not have it.
    private static List<String> run(String... command) throws IOException, InterruptedException {
        assumeTrue(isInstalled(command[0]), "this machine has no " + command[0]);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
        return lines;
    }

    private static boolean isInstalled(String tool) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(":", -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
