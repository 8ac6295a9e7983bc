package io.nocturne.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CollectLoopTest {

    private final AtomicReference<Clock> clock = new AtomicReference<>(Clock.systemUTC());
    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private final HostReader reader =
            new HostReader(List.of(new Rounds()), () -> clock.get().instant());

    @Test
    void readsAtOnceAndAgainUntilItIsClosed() throws InterruptedException {
        Thread thread;
        try (CollectLoop loop = loop(Duration.ofMillis(20))) {
            thread = Thread.ofPlatform().start(loop);
            await().until(() -> readings.size() >= 3);
        }

        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void noReadingComesBeforeItsInstant() {
        Duration interval = Duration.ofMillis(20);
        try (CollectLoop loop = loop(interval)) {
            Thread.ofPlatform().daemon().start(loop);
            await().until(() -> readings.size() >= 30);
        }

        List<Long> instants = readings.stream()
                .skip(1)
                .map(reading -> reading.time().toEpochMilli() / interval.toMillis())
                .toList();

        assertThat(instants).doesNotHaveDuplicates();
    }

    @Test
    void aLongWaitIsEndedByClosing() throws InterruptedException {
        Thread thread;
        try (CollectLoop loop = loop(Duration.ofHours(1))) {
            thread = Thread.ofPlatform().start(loop);
            await().until(() -> readings.size() == 1);
        }

        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aClockThatIsSetBackForYearsDoesNotStopTheReadings() {
        try (CollectLoop loop = loop(Duration.ofMillis(20))) {
            Thread.ofPlatform().daemon().start(loop);
            await().until(() -> readings.size() >= 2);

            clock.set(Clock.offset(Clock.systemUTC(), Duration.ofDays(-3_650)));
            int before = readings.size();

            await().until(() -> readings.size() >= before + 3);
        }
    }

    @Test
    void aSinkThatFailsDoesNotEndTheReadings() {
        try (CollectLoop loop = new CollectLoop(
                new CollectSchedule(Duration.ofMillis(20)),
                reader,
                () -> clock.get().instant(),
                reading -> {
                    readings.add(reading);
                    throw new IllegalStateException("a bug");
                },
                new CycleTimes(System::nanoTime))) {
            Thread.ofPlatform().daemon().start(loop);

            await().until(() -> readings.size() >= 3);
        }
    }

    @Test
    void anotherScheduleCountsAtOnce() {
        try (CollectLoop loop = loop(Duration.ofHours(1))) {
            Thread.ofPlatform().daemon().start(loop);
            await().until(() -> readings.size() == 1);

            loop.use(new CollectSchedule(Duration.ofMillis(20)), Optional.empty());

            await().until(() -> readings.size() >= 5);
        }
    }

    @Test
    void anotherReaderTakesOverWithoutAGapAndHasReadOnceBefore() {
        Rounds other = new Rounds();
        try (CollectLoop loop = loop(Duration.ofMillis(20))) {
            Thread.ofPlatform().daemon().start(loop);
            await().until(() -> readings.size() >= 2);

            loop.use(
                    new CollectSchedule(Duration.ofMillis(20)),
                    Optional.of(new HostReader(List.of(other), () -> clock.get().instant())));

            await().until(() -> other.rounds.get() >= 3);
        }
        // Its first round only primes the rates: what follows the old reader's last reading is its second.
        List<Double> values =
                readings.stream().map(reading -> reading.values().get(0)).toList();
        int first = values.lastIndexOf(2.0);
        assertThat(first).isGreaterThan(2);
        assertThat(values.get(first - 1)).isEqualTo(first);
    }

    @Test
    void aReadingOutOfTurnComesBeforeWhatIsDoneThenAndOnlyIfTheLastIsOld() {
        AtomicInteger seen = new AtomicInteger();
        try (CollectLoop loop = loop(Duration.ofHours(1))) {
            Thread.ofPlatform().daemon().start(loop);
            await().until(() -> readings.size() == 1);

            loop.readNow(() -> seen.set(readings.size()));
            await().until(() -> seen.get() > 0);
            assertThat(seen).hasValue(1);

            clock.set(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(40)));
            seen.set(0);
            loop.readNow(() -> seen.set(readings.size()));
            await().until(() -> seen.get() > 0);
            assertThat(seen).hasValueGreaterThanOrEqualTo(2);
        }
    }

    private CollectLoop loop(Duration interval) {
        return new CollectLoop(
                new CollectSchedule(interval),
                reader,
                () -> clock.get().instant(),
                readings::add,
                new CycleTimes(System::nanoTime));
    }

    /// One series that counts the rounds.
    private static final class Rounds implements Collector {

        private final List<Series> series = List.of(Series.of("system.uptime"));
        private final AtomicInteger rounds = new AtomicInteger();

        @Override
        public String name() {
            return "constant";
        }

        @Override
        public List<Series> series() {
            return series;
        }

        @Override
        public void collect() {
            series.getFirst().set(rounds.incrementAndGet());
        }
    }
}
