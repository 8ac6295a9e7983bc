package io.nocturne.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandshakesTest {

    @Test
    void noMoreThanHalfTheCpusAgreeAtOnceAndAllGetTheirTurn() {
        Handshakes handshakes = new Handshakes(4);
        AtomicInteger arrived = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);

        try (ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                connections.execute(() -> {
                    arrived.incrementAndGet();
                    handshakes.during(() -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        awaitQuietly(end);
                        now.decrementAndGet();
                        done.incrementAndGet();
                    });
                });
            }
            await().until(() -> arrived.get() == 200 && handshakes.free() == 0);
            end.countDown();
        }

        assertThat(done).hasValue(200);
        assertThat(most).hasValue(2);
    }

    @Test
    void aRequestAfterTheHandshakeHoldsNobodyUp() throws Exception {
        Handshakes handshakes = new Handshakes(1);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor()) {
            connections.execute(() -> handshakes.during(() -> {
                Handshakes.over();
                asked.countDown();
                awaitQuietly(answer);
            }));
            asked.await();

            connections.submit(() -> handshakes.during(() -> {})).get();
            answer.countDown();
        }

        handshakes.during(() -> assertThat(handshakes.free()).isZero());
        assertThat(handshakes.free()).isOne();
    }

    @Test
    void aHandshakeThatFailsLeavesItsPlace() {
        Handshakes handshakes = new Handshakes(2);

        assertThatThrownBy(() -> handshakes.during(() -> {
                    throw new IllegalStateException("no cipher in common");
                }))
                .hasMessage("no cipher in common");

        assertThat(handshakes.free()).isOne();
        Handshakes.over();
        assertThat(handshakes.free()).isOne();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
