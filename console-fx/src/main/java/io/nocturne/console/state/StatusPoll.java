package io.nocturne.console.state;

import io.nocturne.console.net.Answer;
import io.nocturne.console.net.Ask;
import io.nocturne.model.fleet.ServerStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the server says of itself, asked for every few seconds.
///
/// **Absent** - until the first answer, and after one that failed: an old rate is not a rate.
/// **Threads** - safe.
final class StatusPoll implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final ScheduledFuture<?> polling;
    private volatile @Nullable ServerStatus newest;

    StatusPoll(ConsoleSide side) {
        polling = side.timer()
                .scheduleWithFixedDelay(
                        () -> side.io().execute(() -> ask(side)), 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    Optional<ServerStatus> newest() {
        return Optional.ofNullable(newest);
    }

    private void ask(ConsoleSide side) {
        newest = side.asking().ask(Ask.status()) instanceof Answer.Ok<ServerStatus> ok ? ok.value() : null;
    }

    @Override
    public void close() {
        polling.cancel(false);
    }
}
