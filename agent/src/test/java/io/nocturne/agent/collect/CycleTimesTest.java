package io.nocturne.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CycleTimesTest {

    private final AtomicLong now = new AtomicLong();
    private final CycleTimes times = new CycleTimes(now::get);

    @Test
    void nothingIsKnownBeforeTheFirstReading() {
        assertThat(times.millisP95()).isZero();
    }

    @Test
    void theNinetyFifthOfAHundredIsReported() {
        for (int millis = 100; millis >= 1; millis--) {
            reading(millis);
        }

        assertThat(times.millisP95()).isEqualTo(95);
    }

    @Test
    void oldReadingsAreForgotten() {
        reading(10_000);
        for (int i = 0; i < CycleTimes.KEPT; i++) {
            reading(2);
        }

        assertThat(times.millisP95()).isEqualTo(2);
    }

    private void reading(long millis) {
        times.measure(() -> now.addAndGet(millis * 1_000_000));
    }
}
