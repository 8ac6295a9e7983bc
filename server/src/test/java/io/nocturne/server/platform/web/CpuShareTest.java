package io.nocturne.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CpuShareTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicLong nanos = new AtomicLong();
    private final CpuShare share = new CpuShare(4, nanos::get);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger computing = new AtomicInteger();

    @AfterEach
    void endAll() {
        end.countDown();
        threads.close();
    }

    @Test
    void soManyComputeAtOnce() {
        ask(6);

        await().untilAsserted(() -> assertThat(computing).hasValue(4));
    }

    @Test
    void whoHasHadItsSliceGivesItsPlaceToTheNext() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger wentOn = new AtomicInteger();
        threads.execute(() -> quietly(() -> share.during(
                () -> {
                    go.await();
                    share.giveWay();
                    wentOn.incrementAndGet();
                },
                LONG)));
        ask(3);
        await().untilAsserted(() -> assertThat(computing).hasValue(3));
        ask(1);
        await().until(() -> share.waiting() == 1);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        go.countDown();

        await().untilAsserted(() -> assertThat(computing).hasValue(4));
        assertThat(wentOn).hasValue(0);
        end.countDown();
        await().untilAsserted(() -> assertThat(wentOn).hasValue(1));
    }

    @Test
    void whoFindsNoPlaceInTimeIsAskedToComeAgain() {
        ask(4);
        await().untilAsserted(() -> assertThat(computing).hasValue(4));

        assertThatThrownBy(() -> share.during(() -> {}, Duration.ofMillis(1)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.OVERLOADED));
    }

    private void ask(int questions) {
        for (int i = 0; i < questions; i++) {
            threads.execute(() -> quietly(() -> share.during(
                    () -> {
                        computing.incrementAndGet();
                        end.await();
                    },
                    LONG)));
        }
    }

    private static void quietly(Lane.Work work) {
        try {
            work.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
