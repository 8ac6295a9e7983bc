package io.nocturne.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.testing.FakeClock;
import io.nocturne.model.sample.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostReaderTest {

    private final FakeClock clock = new FakeClock();
    private final ScriptedCollector steady = new ScriptedCollector(Series.of("system.uptime"));
    private final ScriptedCollector other = new ScriptedCollector(Series.of("system.memory.limit"));
    private final HostReader reader = new HostReader(List.of(steady, other), clock);

    @Test
    void theLayoutIsTheSameObjectWhileTheSeriesStand() {
        Layout first = reader.read().layout().layout();
        Layout second = reader.read().layout().layout();

        assertThat(second).isSameAs(first);
    }

    @Test
    void aDeviceThatComesMakesAnotherLayout() {
        Reading before = reader.read();
        other.add(Series.of("system.paging.limit"));

        Reading after = reader.read();

        assertThat(after.layout().id()).isNotEqualTo(before.layout().id());
        assertThat(after.values().size()).isEqualTo(3);
    }

    @Test
    void aCollectorThatFailsLeavesOnlyItsOwnSeriesAbsent() {
        reader.read();
        steady.failing = true;

        Reading reading = reader.read();

        assertThat(reading.values().isPresent(0)).isFalse();
        assertThat(reading.values().isPresent(1)).isTrue();
        assertThat(reading.layout().layout().series()).hasSize(2);
    }

    @Test
    void aSeriesThatIsNotSetIsAbsentAndNotTheValueBefore() {
        reader.read();
        steady.silent = true;

        assertThat(reader.read().values().isPresent(0)).isFalse();
    }

    /// Sets all its series to 1.
    private static final class ScriptedCollector implements Collector {

        private List<Series> series;
        private boolean failing;
        private boolean silent;

        ScriptedCollector(Series first) {
            series = List.of(first);
        }

        void add(Series another) {
            List<Series> all = new ArrayList<>(series);
            all.add(another);
            series = List.copyOf(all);
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public List<Series> series() {
            return series;
        }

        @Override
        public void collect() throws IOException {
            if (!silent) {
                series.forEach(one -> one.set(1));
            }
            if (failing) {
                throw new IOException("unplugged");
            }
        }
    }
}
