package io.nocturne.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.problem.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LaneTest {

    @Test
    void workRunsOnAThreadOfTheLanesNameAndItsFailureComesBack() throws Exception {
        Lane lane = new Lane("some-purpose", 1, 1, Duration.ofSeconds(10));
        String[] name = new String[1];

        lane.run("source 1", () -> name[0] = Thread.currentThread().getName());

        assertThat(name[0]).startsWith("some-purpose-");
        assertThatThrownBy(() -> lane.run("source 2", () -> {
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
                untilItBegins(lane, () -> {
                    begun.countDown();
                    end.await();
                });
                return true;
            });
            begun.await();

            assertThatThrownBy(() -> lane.run("source 4", () -> ran.set(true)))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.OVERLOADED));
            end.countDown();
            assertThat(first.get()).isTrue();
        }
        untilItBegins(lane, () -> {});
        assertThat(ran).isFalse();
        lane.close();
    }

    /// A thread of a busy machine may come too late for so little patience.
    private static void untilItBegins(Lane lane, Lane.Work work) throws Exception {
        boolean began = false;
        while (!began) {
            try {
                lane.run("patient source", work);
                began = true;
            } catch (ProblemException e) {
                assertThat(e.code()).isEqualTo(ProblemCode.OVERLOADED);
            }
        }
    }

    @Test
    void moreThanTheQueueHoldsIsRefusedAtOnce() throws Exception {
        Lane lane = new Lane("small", 1, 1, Duration.ofHours(1));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = callers.submit(() -> {
                lane.run("source 6", () -> {
                    begun.countDown();
                    end.await();
                });
                return true;
            });
            begun.await();
            CountDownLatch queued = new CountDownLatch(1);
            var second = callers.submit(() -> {
                queued.countDown();
                lane.run("source 7", () -> {});
                return true;
            });
            queued.await();
            while (lane.waiting() == 0) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> lane.run("source 8", () -> {}))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.OVERLOADED));
            end.countDown();
            assertThat(first.get()).isTrue();
            assertThat(second.get()).isTrue();
        }
        lane.close();
    }

    @Test
    void oneSourceLeavesPlacesForOthers() throws Exception {
        Lane lane = new Lane("small", 1, 7, Duration.ofHours(1));
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> held = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                held.add(callers.submit(() -> {
                    lane.run("greedy", end::await);
                    return true;
                }));
            }
            await().until(() -> lane.running() + lane.waiting() == 4);

            assertThatThrownBy(() -> lane.run("greedy", () -> {}))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.OVERLOADED));
            var modest = callers.submit(() -> {
                lane.run("modest", () -> {});
                return true;
            });
            end.countDown();
            assertThat(modest.get()).isTrue();
            for (Future<Boolean> one : held) {
                assertThat(one.get()).isTrue();
            }
            lane.run("greedy", () -> {});
        }
        lane.close();
    }
}
