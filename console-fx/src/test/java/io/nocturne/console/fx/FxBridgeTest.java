package io.nocturne.console.fx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.console.net.ManualTimer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FxBridgeTest {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ManualTimer timer = new ManualTimer();
    private final Deque<Runnable> frames = new ArrayDeque<>();
    private final UiErrors errors = new UiErrors(InstantSource.fixed(Instant.EPOCH));
    private final FxBridge bridge = new FxBridge(frames::add, timer, Runnable::run, errors);
    private final AtomicInteger truth = new AtomicInteger();
    private final List<Integer> shown = new ArrayList<>();

    @Test
    void aBurstCrossesOnceWithTheNewest() {
        UiThread.Conduit conduit = bridge.conduit(truth::get, shown::add, PAUSE);

        for (int i = 1; i <= 1_000; i++) {
            truth.set(i);
            conduit.signal();
        }
        timer.move(PAUSE);
        runFrames();

        assertThat(shown).containsExactly(1_000);
    }

    @Test
    void aSlowFrameMakesNoQueue() {
        UiThread.Conduit conduit = bridge.conduit(truth::get, shown::add, PAUSE);

        for (int i = 1; i <= 5; i++) {
            truth.set(i);
            conduit.signal();
            timer.move(PAUSE);
        }

        assertThat(frames).hasSize(1);
        runFrames();
        assertThat(shown).containsExactly(5);
    }

    @Test
    void nothingArrivesAfterTheEnd() {
        UiThread.Conduit conduit = bridge.conduit(truth::get, shown::add, PAUSE);
        conduit.signal();
        timer.move(PAUSE);

        conduit.close();
        runFrames();

        assertThat(shown).isEmpty();
    }

    @Test
    void turnsThatAreMissedAreLeftOut() {
        AtomicInteger turns = new AtomicInteger();
        try (UiThread.Ticket _ = bridge.every(PAUSE, turns::incrementAndGet)) {
            timer.move(PAUSE.multipliedBy(10));
            runFrames();
            assertThat(turns).hasValue(1);
        }

        timer.move(PAUSE.multipliedBy(10));
        runFrames();

        assertThat(turns).hasValue(1);
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void whatThrowsEndsInTheFunnelAndNotTheThread() {
        List<String> told = new ArrayList<>();
        errors.listen(told::add);

        bridge.post(() -> {
            throw new IllegalStateException("as a test");
        });
        runFrames();

        assertThat(told).containsExactly("IllegalStateException");
    }

    private void runFrames() {
        while (!frames.isEmpty()) {
            frames.poll().run();
        }
    }
}
