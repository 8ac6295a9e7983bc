package io.nocturne.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.problem.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LaneTest {

    @Test
    void workRunsOnAThreadOfTheLanesNameAndItsFailureComesBack() throws Exception {
        Lane lane = new Lane("some-purpose", 1, 1, Duration.ofSeconds(10));
        String[] name = new String[1];

        lane.run(() -> name[0] = Thread.currentThread().getName());

        assertThat(name[0]).startsWith("some-purpose-");
        assertThatThrownBy(() -> lane.run(() -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
        lane.close();
    }

    @Test
    void whatWaitedTooLongIsRefusedAndNeverRuns() throws Exception {
        Lane lane = new Lane("small", 1, 8, Duration.ofMillis(1));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean ran = new AtomicBoolean();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = callers.submit(() -> {
                lane.run(() -> {
                    begun.countDown();
                    end.await();
                });
                return true;
            });
            begun.await();

            assertThatThrownBy(() -> lane.run(() -> ran.set(true)))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.OVERLOADED));
            end.countDown();
            assertThat(first.get()).isTrue();
        }
        lane.run(() -> {});
        assertThat(ran).isFalse();
        lane.close();
    }

    @Test
    void moreThanTheQueueHoldsIsRefusedAtOnce() throws Exception {
        Lane lane = new Lane("small", 1, 1, Duration.ofHours(1));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = callers.submit(() -> {
                lane.run(() -> {
                    begun.countDown();
                    end.await();
                });
                return true;
            });
            begun.await();
            CountDownLatch queued = new CountDownLatch(1);
            var second = callers.submit(() -> {
                queued.countDown();
                lane.run(() -> {});
                return true;
            });
            queued.await();
            while (lane.waiting() == 0) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> lane.run(() -> {}))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.OVERLOADED));
            end.countDown();
            assertThat(first.get()).isTrue();
            assertThat(second.get()).isTrue();
        }
        lane.close();
    }
}
