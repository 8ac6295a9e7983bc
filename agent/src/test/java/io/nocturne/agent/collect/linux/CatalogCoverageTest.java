package io.nocturne.agent.collect.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.Reading;
import io.nocturne.model.metric.Carrier;
import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.metric.MetricDefinition;
import io.nocturne.model.sample.SeriesKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The catalog and the collectors say the same: on a machine that has everything, every metric comes out,
/// with exactly the catalog's attributes and with a value, and nothing that the catalog lacks.
class CatalogCoverageTest {

    @TempDir
    private Path root;

    private Reading reading;

    @BeforeEach
    void readAMachineThatHasEverything() {
        FakeMachine machine = new FakeMachine(root);
        write(machine, 1);
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));
        write(machine, 2);
        reading = machine.read();
    }

    @Test
    void everyMetricIsEmitted() {
        Set<String> expected = new TreeSet<>();
        for (MetricDefinition definition : MetricCatalog.all()) {
            if (definition.carrier() == Carrier.SERIES) {
                expected.add(definition.name());
            }
        }

        Set<String> emitted = new TreeSet<>();
        series().forEach(key -> emitted.add(key.metric()));

        assertThat(emitted).isEqualTo(expected);
    }

    @Test
    void everySeriesHasExactlyTheCatalogsAttributes() {
        for (SeriesKey key : series()) {
            MetricDefinition definition = MetricCatalog.find(key.metric()).orElseThrow();
            assertThat(key.attributes().keySet()).as(key.canonical()).isEqualTo(new HashSet<>(definition.attributes()));
        }
    }

    @Test
    void everySeriesHasAValue() {
        for (int i = 0; i < series().size(); i++) {
            assertThat(reading.values().isPresent(i))
                    .as(series().get(i).canonical())
                    .isTrue();
        }
    }

    private List<SeriesKey> series() {
        return reading.layout().layout().series();
    }

    private static void write(FakeMachine machine, int n) {
        machine.file("proc/stat", "cpu %1$d00 0 0 %1$d00 0 0 0 0\ncpu0 %1$d00 0 0 %1$d00 0 0 0 0\n".formatted(n))
                .file("proc/loadavg", "0.41 0.26 0.14 1/84 5726\n")
                .file("proc/uptime", "1416.64 2648.81\n")
                .file(
                        "proc/meminfo",
                        "MemTotal: 9 kB\nMemFree: 3 kB\nMemAvailable: 5 kB\nSwapTotal: 4 kB\nSwapFree: 2 kB\n")
                .file("proc/vmstat", "pswpin %1$d\npswpout %1$d\n".formatted(n))
                .file("proc/self/mountinfo", "27 1 254:0 / / rw - ext4 /dev/vda rw\n")
                .file("sys/block/vda/size", "8\n")
                .file("proc/diskstats", " 254 0 vda %1$d 0 %1$d %1$d %1$d 0 %1$d %1$d 0 %1$d %1$d\n".formatted(n))
                .file("sys/class/net/eth0/speed", "1000\n")
                .file("proc/net/dev", " eth0: %1$d %1$d 0 0 0 0 0 0 %1$d %1$d 0 0 0 0 0 0\n".formatted(n))
                .file("proc/net/tcp", "  sl  local rem st\n   0: 0:1 0:0 0A 0\n")
                .file("proc/pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=%d\n".formatted(n))
                .file("proc/pressure/memory", "some total=%1$d\nfull total=%1$d\n".formatted(n))
                .file("proc/pressure/io", "some total=%1$d\nfull total=%1$d\n".formatted(n))
                .file("sys/class/hwmon/hwmon0/name", "coretemp\n")
                .file("sys/class/hwmon/hwmon0/temp1_input", "61500\n")
                .file("sys/fs/cgroup/cpu.max", "150000 100000\n")
                .file("sys/fs/cgroup/cpu.stat", "usage_usec %d000\n".formatted(n))
                .file("sys/fs/cgroup/memory.max", "1000000\n")
                .file("sys/fs/cgroup/memory.current", "400000\n")
                .file("sys/fs/cgroup/memory.stat", "anon 1\ninactive_file 100000\n")
                .file("proc/1/stat", "1 (init) S 0 1 1 0 -1 0 0 0 0 0 %1$d %1$d 0 0 20 0 1 0 3 0 7 0\n".formatted(n))
                .space("/", 1000, 700, 500);
    }
}
