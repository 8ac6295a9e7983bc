package io.nocturne.server.notify;

import io.nocturne.server.notify.channel.Notice;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a chart into the messages that show one. A message never waits long for it: without a chart it says
/// what matters all the same.
///
/// **Threads** - safe; whoever asks waits for `limit` at most.
final class Charts {

    /// The only channel that shows pictures by itself.
    static final String EMAIL = "email";

    private static final Logger log = LoggerFactory.getLogger(Charts.class);

    private final Function<Notice, Optional<byte[]>> drawing;
    private final Executor executor;
    private final Duration limit;
    private final AtomicLong leftOut = new AtomicLong();

    Charts(Function<Notice, Optional<byte[]>> drawing, Executor executor, Duration limit) {
        this.drawing = drawing;
        this.executor = executor;
        this.limit = limit;
    }

    /// How many messages went without the chart that they should have had.
    long leftOut() {
        return leftOut.get();
    }

    Notice into(Notice notice, String typeId) {
        return typeId.equals(EMAIL) ? notice.withChart(chart(notice).orElse(null)) : notice;
    }

    private Optional<byte[]> chart(Notice notice) {
        try {
            return CompletableFuture.supplyAsync(() -> drawing.apply(notice), executor)
                    .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (RuntimeException e) {
            leftOut.incrementAndGet();
            log.warn("message {} goes without its chart: {}", notice.noticeId(), e.toString());
            return Optional.empty();
        }
    }
}
