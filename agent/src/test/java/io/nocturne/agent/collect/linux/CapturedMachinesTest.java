package io.nocturne.agent.collect.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.Reading;
import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.metric.MetricDefinition;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SeriesKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every collector over every machine of `captured/`: its files of two moments, 5 s apart, and what must come out.
///
/// **Shape** - a machine's folder has `first` whole, `second` with the files that had changed, `space.csv` with
/// what statvfs says (mount point; bytes in total, free, usable; inodes in total, free), and `expected.csv`: a
/// metric with the attributes that matter and its value (or "absent"); "none" and a metric; "only", an attribute
/// and all its values; "process" and a name with its share of a CPU. `README.md` there says which are real.
class CapturedMachinesTest {

    private static final Path CAPTURED = Path.of("src/test/resources/captured");
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    @TempDir
    private Path root;

    static List<String> machines() throws IOException {
        try (Stream<Path> folders = Files.list(CAPTURED)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void aMachineSaysWhatItMust(String name) throws IOException {
        Reading reading = secondReading(name);

        for (String line : Files.readAllLines(CAPTURED.resolve(name).resolve("expected.csv"))) {
            check(
                    reading,
                    Arrays.stream(line.split(";", -1))
                            .map(CapturedMachinesTest::plain)
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void aMachineSaysNothingThatTheCatalogLacks(String name) throws IOException {
        for (SeriesKey key : secondReading(name).layout().layout().series()) {
            MetricDefinition definition = MetricCatalog.find(key.metric()).orElseThrow();
            assertThat(key.attributes().keySet()).as(key.canonical()).isEqualTo(new HashSet<>(definition.attributes()));
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void whateverIsCutOffNothingButTheReadingIsLost(String name) throws IOException {
        FakeMachine machine = machine(name);
        machine.read();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] whole = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            }
        }
        machine.clock().advance(BETWEEN);

        Reading half = machine.read();
        copy(name, "first");
        copy(name, "second");
        machine.clock().advance(BETWEEN);
        Reading whole = machine.read();

        assertThat(half.values().size())
                .isEqualTo(half.layout().layout().series().size());
        assertThat(FakeMachine.value(whole, "system.memory.limit")).isPresent();
    }

    private Reading secondReading(String name) throws IOException {
        FakeMachine machine = machine(name);
        machine.read();
        machine.clock().advance(BETWEEN);
        copy(name, "second");
        return machine.read();
    }

    private FakeMachine machine(String name) throws IOException {
        FakeMachine machine = new FakeMachine(root);
        for (String line : Files.readAllLines(CAPTURED.resolve(name).resolve("space.csv"))) {
            String[] cells = line.split(";", -1);
            long[] numbers =
                    Arrays.stream(cells).skip(1).mapToLong(Long::parseLong).toArray();
            machine.space(cells[0], new SpaceProbe.Space(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]));
        }
        copy(name, "first");
        return machine;
    }

    private void copy(String name, String moment) throws IOException {
        Path from = CAPTURED.resolve(name).resolve(moment);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = root.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                // In place: a collector keeps its file open, as the kernel's files allow.
                Files.write(to, Files.readAllBytes(file));
            }
        }
    }

    private static void check(Reading reading, List<String> cells) {
        List<String> middle = cells.subList(1, cells.size());
        switch (cells.getFirst()) {
            case "none" ->
                assertThat(reading.layout().layout().series())
                        .extracting(SeriesKey::metric)
                        .doesNotContainAnyElementsOf(middle);
            case "only" ->
                assertThat(FakeMachine.names(reading, middle.getFirst()))
                        .as(middle.getFirst())
                        .containsExactlyInAnyOrderElementsOf(middle.subList(1, middle.size()));
            case "process" ->
                assertThat(reading.snapshot().processes())
                        .filteredOn(process -> process.name().equals(middle.getFirst()))
                        .extracting(ProcessSample::cpuUtilization)
                        .containsExactly(Double.valueOf(middle.getLast()));
            default -> value(reading, cells);
        }
    }

    private static void value(Reading reading, List<String> cells) {
        String[] attributes = cells.subList(1, cells.size() - 1).toArray(String[]::new);
        var found = FakeMachine.value(reading, cells.getFirst(), attributes);
        if (cells.getLast().equals("absent")) {
            assertThat(found).as("%s", cells).isEmpty();
        } else {
            assertThat(found).as("%s", cells).hasValue(Double.parseDouble(cells.getLast()));
        }
    }

    /// Names with a line feed, a tab or a backslash in them have it escaped.
    private static String plain(String cell) {
        return cell.translateEscapes();
    }
}
