package io.nocturne.agent.collect.oshi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.HostReader;
import io.nocturne.agent.collect.Machine;
import io.nocturne.agent.collect.Reading;
import io.nocturne.agent.collect.linux.LinuxMachine;
import io.nocturne.agent.testing.FakeClock;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SeriesKey;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import oshi.SystemInfo;

/// What is read through OSHI beside what is read from the kernel's files, on this very machine in the same
/// second.
class OshiTruthIT {

    private static final int DATAGRAMS = 1_000;
    private static final int DATAGRAM_BYTES = 1_000;
    private static final int WRITTEN_BYTES = 32 << 20;

    @BeforeAll
    static void onLinux() {
        assumeTrue(System.getProperty("os.name").startsWith("Linux"), "compares with the reader for Linux");
    }

    @Test
    void sameNumbersFromBothUnderLoad() throws Exception {
        HostReader kernel = reader(new LinuxMachine(System::nanoTime));
        HostReader oshi = reader(new OshiMachine(System::nanoTime));
        AtomicBoolean stop = new AtomicBoolean();
        // Once for nothing: loading OSHI takes longer than a reading.
        oshi.read();
        Thread burner = Thread.ofPlatform().daemon().start(() -> burn(stop));
        kernel.read();
        oshi.read();
        pause();
        Reading linux = kernel.read();
        Reading other = oshi.read();
        stop.set(true);
        burner.join();

        // One busy thread on all CPUs; the two readers' seconds are a few milliseconds apart.
        for (String mode : List.of("user", "nice", "\"system\"", "idle", "iowait", "interrupt", "steal")) {
            close(linux, other, 0.08, "system.cpu.utilization", mode);
        }
        close(linux, other, 0.08, "system.cpu.total.utilization");
        same(linux, other, "system.cpu.logical.count");
        close(linux, other, 0.05, "system.cpu.load_average.1m");
        close(linux, other, 0.05, "system.cpu.load_average.15m");
        same(linux, other, "system.memory.limit");
        double limit = value(linux, "system.memory.limit").orElseThrow();
        close(linux, other, 0.02 * limit, "system.memory.available");
        close(linux, other, 0.02, "system.memory.utilization");
        same(linux, other, "system.paging.limit");
        close(linux, other, 2, "system.uptime");
        assertThat(value(other, "system.cpu.total.utilization").orElseThrow()).isPositive();
    }

    @Test
    void filesystemsAndDisksAreTheSameOnes() throws Exception {
        assumeTrue(!new SystemInfo().getHardware().getDiskStores().isEmpty(), "OSHI lists disks through udev");
        HostReader kernel = reader(new LinuxMachine(System::nanoTime));
        HostReader oshi = reader(new OshiMachine(System::nanoTime));
        oshi.read();
        kernel.read();
        oshi.read();
        write();
        pause();
        Reading linux = kernel.read();
        Reading other = oshi.read();

        Set<String> places = names(linux, "system.filesystem.limit", "system.filesystem.mountpoint");
        assertThat(names(other, "system.filesystem.limit", "system.filesystem.mountpoint"))
                .containsAll(places);
        for (String place : places) {
            String mountpoint = "mountpoint=\"" + place + '"';
            same(linux, other, "system.filesystem.limit", mountpoint);
            double size = value(linux, "system.filesystem.limit", mountpoint).orElseThrow();
            close(linux, other, 0.01 * size, "system.filesystem.usage", mountpoint, "state=\"used\"");
            close(linux, other, 0.01 * size, "system.filesystem.usage", mountpoint, "state=\"free\"");
            close(linux, other, 0.01, "system.filesystem.utilization", mountpoint);
        }
        Set<String> disks = names(linux, "system.disk.utilization", "system.device");
        assertThat(names(other, "system.disk.utilization", "system.device")).containsAll(disks);
        for (String disk : disks) {
            String device = "system.device=\"" + disk + '"';
            double written = value(linux, "system.disk.io", device, "write").orElseThrow();
            close(linux, other, 0.15 * written + WRITTEN_BYTES / 100.0, "system.disk.io", device, "write");
            close(linux, other, 0.2, "system.disk.utilization", device);
        }
    }

    @Test
    void loopbackCountsWhatWasSent() throws Exception {
        SystemInfo oshi = new SystemInfo();
        Collector collector =
                new NetworkCollector(() -> oshi.getHardware().getNetworkIFs(true), "lo"::equals, System::nanoTime);
        HostReader reader = new HostReader(List.of(collector), Clock.systemUTC());
        reader.read();
        double before = receivedBytes();
        long start = System.nanoTime();
        traffic();
        pause();
        double after = receivedBytes();
        Reading reading = reader.read();
        double seconds = (System.nanoTime() - start) / 1e9;

        double counted =
                value(reading, "system.network.io", "\"lo\"", "receive").orElseThrow() * seconds;

        assertThat(counted).isGreaterThanOrEqualTo((after - before) * 0.9);
        assertThat(after - before).isGreaterThanOrEqualTo(DATAGRAMS * DATAGRAM_BYTES);
        assertThat(value(reading, "system.network.bandwidth.limit", "\"lo\"")).isEmpty();
    }

    @Test
    void connectionsAreThoseOfProcNetTcp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            assertThat(client.isConnected() && accepted.isConnected()).isTrue();
            HostReader reader = reader(new OshiMachine(System::nanoTime));
            Reading reading = reader.read();

            String metric = "system.network.connection.count";
            assertThat(value(reading, metric, "\"established\"").orElseThrow())
                    .isCloseTo(kernelConnections("01"), within(5.0));
            assertThat(value(reading, metric, "\"listen\"").orElseThrow())
                    .isCloseTo(kernelConnections("0A"), within(3.0));
            assertThat(value(reading, metric, "\"established\"").orElseThrow()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void theProcessTableHasThisProcess() {
        FakeClock clock = new FakeClock();
        SystemInfo oshi = new SystemInfo();
        ProcessCollector collector =
                new ProcessCollector(() -> oshi.getOperatingSystem().getProcesses(null, null, 0), 10_000, clock);
        AtomicBoolean stop = new AtomicBoolean();
        Thread.ofPlatform().daemon().start(() -> burn(stop));
        collector.collect();
        pause();
        clock.advance(ProcessCollector.PERIOD);
        collector.collect();
        stop.set(true);

        ProcessSample own = collector.processes().stream()
                .filter(row -> row.pid() == ProcessHandle.current().pid())
                .findFirst()
                .orElseThrow();
        assertThat(own.cpuUtilization())
                .isBetween(0.05, (double) Runtime.getRuntime().availableProcessors());
        assertThat(own.memoryUsage()).isGreaterThan(10_000_000);
        assertThat(own.user()).isEqualTo(System.getProperty("user.name"));
    }

    private static double kernelConnections(String state) throws IOException {
        double count = 0;
        for (String file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (Files.exists(Path.of(file))) {
                count += Files.readAllLines(Path.of(file)).stream()
                        .skip(1)
                        .filter(line -> line.trim().split("\\s+", -1)[3].equals(state))
                        .count();
            }
        }
        return count;
    }

    @Test
    void inventoryIsThatOfTheKernel() {
        var linux = new LinuxMachine(System::nanoTime).inventory();
        var other = new OshiMachine(System::nanoTime).inventory();

        assertThat(other.hostName()).isEqualTo(linux.hostName());
        assertThat(other.memoryBytes()).isEqualTo(linux.memoryBytes());
        assertThat(other.logicalCpus()).isEqualTo(linux.logicalCpus());
        assertThat(other.architecture()).isEqualTo(linux.architecture());
    }

    private static HostReader reader(Machine machine) {
        return new HostReader(machine.collectors(), Clock.systemUTC());
    }

    private static void burn(AtomicBoolean stop) {
        double number = 1;
        while (!stop.get() && number > 0) {
            number = Math.sqrt(number + 1);
        }
    }

    /// What is measured is time itself, so here a second has to pass.
    private static void pause() {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }

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

    private static void write() throws IOException {
        Path file = Files.createTempFile(Path.of("target"), "truth", ".bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(WRITTEN_BYTES));
            channel.force(true);
        }
        Files.delete(file);
    }

    private static double receivedBytes() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/sys/class/net/lo/statistics/rx_bytes"))
                .strip());
    }

    private static void same(Reading linux, Reading other, String metric, String... parts) {
        assertThat(value(other, metric, parts))
                .as("%s %s", metric, List.of(parts))
                .isPresent()
                .isEqualTo(value(linux, metric, parts));
    }

    private static void close(Reading linux, Reading other, double tolerance, String metric, String... parts) {
        assertThat(value(other, metric, parts).orElseThrow())
                .as("%s %s", metric, List.of(parts))
                .isCloseTo(value(linux, metric, parts).orElseThrow(), within(tolerance));
    }

    private static OptionalDouble value(Reading reading, String metric, String... parts) {
        return Rounds.Values.of(reading, metric, parts);
    }

    private static Set<String> names(Reading reading, String metric, String attribute) {
        return reading.layout().layout().series().stream()
                .filter(key -> key.metric().equals(metric))
                .map(SeriesKey::attributes)
                .map(attributes -> attributes.get(attribute))
                .collect(Collectors.toSet());
    }
}
