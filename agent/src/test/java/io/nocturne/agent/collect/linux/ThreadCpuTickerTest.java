package io.nocturne.agent.collect.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ThreadCpuTickerTest {

    private static final long STEP_NANOS = 20_000_000;

    private final ThreadCpuTicker ticker = new ThreadCpuTicker(System::nanoTime);

    @Test
    void waitingCostsLessThanItLasts() {
        assumeThat(Path.of("/proc/thread-self/schedstat")).exists();
        long cpu = ticker.nanos();
        long start = System.nanoTime();

        while (System.nanoTime() - start < 5 * STEP_NANOS) {
            LockSupport.parkNanos(STEP_NANOS);
        }

        assertThat(ticker.nanos() - cpu).isLessThan(System.nanoTime() - start);
    }

    @Test
    void workIsCounted() {
        long cpu = ticker.nanos();

        while (ticker.nanos() == cpu) {
            Thread.onSpinWait();
        }

        assertThat(ticker.nanos()).isGreaterThan(cpu);
    }
}
