package io.nocturne.server.series;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Lets only so many questions over a whole fleet be answered at a time, first come first served, so that they leave
/// room for charts of single hosts and for what agents deliver.
///
/// **Errors** - [ProblemException] `overloaded` for one that has waited too long.
/// **Threads** - safe.
@Component
class Turnstile {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Semaphore places =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    void pass(Runnable question) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(
                        ProblemCode.OVERLOADED,
                        "other questions over many hosts are being answered since %d s"
                                .formatted(PATIENCE.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.UNAVAILABLE, "the server is stopping");
        }
        try {
            question.run();
        } finally {
            places.release();
        }
    }
}
