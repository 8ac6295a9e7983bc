package io.nocturne.agent.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.HostLife;
import io.nocturne.agent.state.StateDirectory;
import io.nocturne.agent.testing.FakeClock;
import io.nocturne.model.fleet.AgentEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeWatchTest {

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final AtomicLong lost = new AtomicLong();
    private EventJournal journal;
    private LifeWatch watch;

    @BeforeEach
    void open() throws IOException {
        journal = EventJournal.open(StateDirectory.open(folder), clock);
        watch = new LifeWatch(journal, clock, clock, HostLife.UNKNOWN, lost::get);
        watch.look();
    }

    @Test
    void lostSnapshotsAreToldOnceAMinuteWithAllThatWereLostMeanwhile() {
        for (int second = 0; second < 130; second += 5) {
            lost.addAndGet(2);
            clock.advance(Duration.ofSeconds(5));
            watch.look();
        }

        assertThat(details(AgentEvent.Type.SNAPSHOTS_LOST))
                .containsExactly(
                        "2 snapshots were dropped unsent",
                        "24 snapshots were dropped unsent",
                        "24 snapshots were dropped unsent");
    }

    @Test
    void aClockThatIsSetIsInTheJournal() {
        clock.set(Instant.parse("2031-01-01T00:00:00Z"));
        watch.look();

        assertThat(details(AgentEvent.Type.CLOCK_STEPPED)).hasSize(1);
    }

    @Test
    void aRestartOfTheHostIsToldOnceAndTheFirstBootIsNone() throws IOException {
        BootMemory memory = new BootMemory(StateDirectory.open(folder));

        assertThat(memory.isOther(Optional.of("a"))).isFalse();
        assertThat(memory.isOther(Optional.of("a"))).isFalse();
        assertThat(memory.isOther(Optional.empty())).isFalse();
        assertThat(memory.isOther(Optional.of("b"))).isTrue();
        assertThat(memory.isOther(Optional.of("b"))).isFalse();
    }

    private List<String> details(AgentEvent.Type type) {
        return journal.waiting().stream()
                .filter(event -> event.type() == type)
                .map(event -> String.valueOf(event.detail()))
                .toList();
    }
}
