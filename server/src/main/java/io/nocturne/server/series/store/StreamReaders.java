package io.nocturne.server.series.store;

import io.nocturne.server.ingest.SampleStream;
import io.nocturne.server.ingest.StreamConsumer;
import io.nocturne.server.ingest.StreamFollower;
import io.nocturne.server.platform.loop.Loop;
import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Parts;
import io.nocturne.server.series.store.journal.JournalStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads of those that work through the stream at their own pace.
///
/// **Threads** - opened and closed by one; each consumer has a thread of its own.
final class StreamReaders implements SampleStream, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StreamReaders.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final JournalStream stream;
    private final Parts parts;
    private final Pace pace;
    private final ExecutorService threads;

    /// **Shape** - `threads` has one for each consumer, until [#close].
    StreamReaders(JournalStream stream, Parts parts, Pace pace, ExecutorService threads) {
        this.stream = stream;
        this.parts = parts;
        this.pace = pace;
        this.threads = threads;
    }

    @Override
    public void open(List<StreamFollower> followers, List<StreamConsumer> consumers) {
        List<ConsumerTurn> turns = consumers.stream()
                .map(consumer -> new ConsumerTurn(consumer, stream.reader(consumer.done())))
                .toList();
        stream.open(followers);
        turns.forEach(turn -> threads.execute(() -> {
            Thread.currentThread().setName(turn.name());
            new Loop(parts.part(turn.name(), pace), turn, threads::isShutdown).run();
        }));
    }

    /// Ends the consumers amid whatever they do: they keep how far they are.
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("a consumer of the stream does not end; the next start goes on where it was");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One consumer's turn: waits for what is next, hands it over, and goes on behind it.
    private static final class ConsumerTurn implements Loop.Body {

        private static final Duration PATIENCE = Duration.ofSeconds(1);

        private final StreamConsumer consumer;
        private final JournalStream.Reader reader;
        private boolean unsure;

        ConsumerTurn(StreamConsumer consumer, JournalStream.Reader reader) {
            this.consumer = consumer;
            this.reader = reader;
        }

        String name() {
            return "stream-" + consumer.name();
        }

        @Override
        public boolean turn(Runnable awake) throws InterruptedException {
            if (unsure) {
                consumer.done().ifPresent(reader::done);
                unsure = false;
            }
            JournalStream.Next next = reader.next(PATIENCE);
            awake.run();
            // Until it returns nobody knows how far the consumer is.
            unsure = true;
            switch (next) {
                case JournalStream.Next.Some some -> {
                    consumer.take(some.batch());
                    reader.done(some.batch().through());
                }
                case JournalStream.Next.Gap gap -> {
                    consumer.missed(gap.behind(), gap.through());
                    reader.done(gap.through());
                }
                case JournalStream.Next.Nothing _ -> {
                    // It waited long enough for a turn.
                }
            }
            unsure = false;
            return true;
        }
    }
}
