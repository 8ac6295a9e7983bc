package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.HostReader;
import io.nocturne.agent.collect.Reading;
import io.nocturne.agent.collect.Selection;
import io.nocturne.agent.testing.FakeClock;
import io.nocturne.model.sample.SeriesKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// A Linux machine made of files in a folder that a test writes.
final class FakeMachine {

    private final Path root;
    private final FakeClock clock = new FakeClock();
    private final Map<String, SpaceProbe.Space> spaces = new HashMap<>();
    private final LinuxMachine machine;
    private final HostReader reader;

    FakeMachine(Path root) {
        this(root, Selection.DEFAULT);
    }

    FakeMachine(Path root, Selection selection) {
        this.root = root;
        this.machine = new LinuxMachine(root, clock, clock, place -> Optional.ofNullable(spaces.get(place)), selection);
        this.reader = new HostReader(machine.collectors(), clock);
    }

    FakeClock clock() {
        return clock;
    }

    LinuxMachine machine() {
        return machine;
    }

    FakeMachine file(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeMachine space(String place, long total, long free, long usable) {
        return space(place, new SpaceProbe.Space(total, free, usable, 100, 40));
    }

    FakeMachine space(String place, SpaceProbe.Space space) {
        spaces.put(place, space);
        return this;
    }

    /// Reads all; parts without files are absent.
    Reading read() {
        return reader.read();
    }

    /// The value of a series in a reading; attributes as `key=value`.
    static OptionalDouble value(Reading reading, String metric, String... attributes) {
        List<String> wanted = List.of(attributes);
        List<SeriesKey> series = reading.layout().layout().series();
        for (int i = 0; i < series.size(); i++) {
            List<String> own = series.get(i).attributes().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .toList();
            if (series.get(i).metric().equals(metric) && own.containsAll(wanted)) {
                return reading.values().find(i);
            }
        }
        throw new AssertionError("no series %s %s in %s".formatted(metric, wanted, series));
    }

    /// The distinct values of an attribute in a reading's layout, in order.
    static List<String> names(Reading reading, String attribute) {
        return reading.layout().layout().series().stream()
                .filter(key -> key.attributes().containsKey(attribute))
                .map(key -> String.valueOf(key.attributes().get(attribute)))
                .distinct()
                .toList();
    }
}
