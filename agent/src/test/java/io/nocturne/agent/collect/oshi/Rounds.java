package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.HostReader;
import io.nocturne.agent.collect.Reading;
import io.nocturne.agent.testing.FakeClock;
import io.nocturne.model.sample.SeriesKey;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/// Readings of collectors, a few seconds apart, and what is in the last one.
final class Rounds {

    private final FakeClock clock;
    private final HostReader reader;
    private Reading reading;

    Rounds(FakeClock clock, Collector... collectors) {
        this.clock = clock;
        reader = new HostReader(List.of(collectors), clock);
        reading = reader.read();
    }

    /// Reads so many seconds later.
    Rounds after(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        reading = reader.read();
        return this;
    }

    Reading reading() {
        return reading;
    }

    /// The series that the layout declares, as `metric{attribute="value"}`.
    Set<String> declared() {
        Set<String> names = new TreeSet<>();
        reading.layout().layout().series().forEach(key -> names.add(key.toString()));
        return names;
    }

    /// The value of the one series of this metric that has all these parts in its name.
    OptionalDouble value(String metric, String... parts) {
        return Values.of(reading, metric, parts);
    }

    /// What a reading says of a series.
    static final class Values {

        private Values() {}

        static OptionalDouble of(Reading reading, String metric, String... parts) {
            List<SeriesKey> keys = reading.layout().layout().series();
            for (int i = 0; i < keys.size(); i++) {
                String key = keys.get(i).toString();
                if (keys.get(i).metric().equals(metric)
                        && List.of(parts).stream().allMatch(key::contains)) {
                    return reading.values().isPresent(i)
                            ? OptionalDouble.of(reading.values().get(i))
                            : OptionalDouble.empty();
                }
            }
            return OptionalDouble.empty();
        }
    }
}
