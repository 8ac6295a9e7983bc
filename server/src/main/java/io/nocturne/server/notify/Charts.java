package io.nocturne.server.notify;

import io.nocturne.server.notify.channel.Notice;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a chart into the messages that show one. A message never waits long for it: without a chart it says
/// what matters all the same.
///
/// **Threads** - safe; whoever asks waits for `limit` at most.
record Charts(Function<Notice, Optional<byte[]>> drawing, Executor executor, Duration limit) {

    /// The only channel that shows pictures by itself.
    static final String EMAIL = "email";

    private static final Logger log = LoggerFactory.getLogger(Charts.class);

    Notice into(Notice notice, String typeId) {
        return typeId.equals(EMAIL) ? notice.withChart(chart(notice).orElse(null)) : notice;
    }

    private Optional<byte[]> chart(Notice notice) {
        try {
            return CompletableFuture.supplyAsync(() -> drawing.apply(notice), executor)
                    .completeOnTimeout(Optional.empty(), limit.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (RuntimeException e) {
            log.warn("message {} goes without its chart: {}", notice.noticeId(), e.toString());
            return Optional.empty();
        }
    }
}
