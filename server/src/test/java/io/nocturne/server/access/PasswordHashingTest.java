package io.nocturne.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.PasswordHashing.Lane;
import io.nocturne.server.platform.web.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class PasswordHashingTest {

    @Test
    void manyAtOnceAreHashedOneAtATimeAndTheRestSentAway() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger hashed = new AtomicInteger();
        PasswordHashing hashing = new PasswordHashing(new FakeEncoder(() -> {
            hashed.incrementAndGet();
            entered.countDown();
            awaitOrFail(release);
        }));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> first = threads.submit(() -> hashing.matches(Lane.RETURNING, "p", "h"));
            awaitOrFail(entered);
            List<Callable<Boolean>> others = Collections.nCopies(100, () -> hashing.matches(Lane.RETURNING, "p", "h"));
            for (Future<Boolean> each : threads.invokeAll(others)) {
                assertThat(each.state()).isEqualTo(Future.State.FAILED);
            }
            release.countDown();
            assertThat(first.get()).isTrue();
        }

        assertThat(hashed.get()).isEqualTo(1);
    }

    @Test
    void oneLaneDoesNotWaitForAnother() {
        List<Boolean> inner = new ArrayList<>();
        PasswordHashing[] hashing = new PasswordHashing[1];
        hashing[0] = new PasswordHashing(new FakeEncoder(() -> {
            if (inner.isEmpty()) {
                inner.add(true);
                inner.add(hashing[0].matches(Lane.NEWCOMER, "p", "h"));
            }
        }));

        assertThat(hashing[0].matches(Lane.RETURNING, "p", "h")).isTrue();
        assertThat(inner).hasSize(2);
    }

    @Test
    void aRefusalSaysWhenToComeAgain() {
        PasswordHashing[] hashing = new PasswordHashing[1];
        hashing[0] = new PasswordHashing(new FakeEncoder(() -> hashing[0].matches(Lane.RETURNING, "p", "h")));

        assertThatThrownBy(() -> hashing[0].matches(Lane.RETURNING, "p", "h"))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.OVERLOADED));
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record FakeEncoder(Runnable during) implements PasswordEncoder {

        @Override
        public String encode(@Nullable CharSequence password) {
            return "h";
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            during.run();
            return true;
        }
    }
}
