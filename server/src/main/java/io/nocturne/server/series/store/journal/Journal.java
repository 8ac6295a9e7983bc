package io.nocturne.server.series.store.journal;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.platform.database.DiskWatch;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes deliveries to the disk, as many at once as are waiting, and then puts them into the head.
///
/// While one group is being written the next one gathers, so a busy server writes large groups and an idle
/// one answers at once.
///
/// **Errors** - [ProblemException] `overloaded` when too much waits or the head is full; `unavailable` when the
/// disk is nearly full, or a group could not be written: whether it was is then open, and a second delivery of it is
/// harmless.
/// **Threads** - [#append], [#cut] and [#stop] are safe; everything else belongs to the thread of [#turn].
public final class Journal {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private static final int MAX_WAITING = 8_192;
    private static final long MAX_WAITING_BYTES = 64L << 20;
    private static final int MAX_SEGMENT_BYTES = 8 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JournalTable table;
    private final SeenNumbers seen;
    private final Head head;
    private final BlockingQueue<Order> orders = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final StoreMeter meter;
    private final DiskWatch disk;
    private long segment;
    private boolean stopping;

    public Journal(
            JournalTable table, SeenNumbers seen, Head head, StoreMeter meter, DiskWatch disk, long lastSegment) {
        this.table = table;
        this.seen = seen;
        this.head = head;
        this.meter = meter;
        this.disk = disk;
        this.segment = lastSegment;
    }

    /// Waits until the entry is on disk; returns the snapshots of it that were new.
    public List<NumberedSnapshot> append(JournalEntry entry) {
        if (disk.isFull()) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE, "the server's disk is nearly full; it takes no samples");
        }
        if (head.isFull()) {
            throw new ProblemException(ProblemCode.OVERLOADED, "what waits to be sealed fills its memory");
        }
        byte[] bytes = JournalBytes.encode(entry);
        Append order = new Append(entry, bytes, new CompletableFuture<>());
        if (waitingBytes.addAndGet(bytes.length) > MAX_WAITING_BYTES || !orders.offer(order)) {
            waitingBytes.addAndGet(-bytes.length);
            throw new ProblemException(ProblemCode.OVERLOADED, "too many deliveries wait to be written");
        }
        return await(order.written());
    }

    /// Ends the head's present generation and returns what a seal needs to make chunks of it.
    public Cut cut() {
        CutOrder order = new CutOrder(new CompletableFuture<>());
        try {
            if (!orders.offer(order, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the journal takes no orders");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the journal", e);
        }
        return await(order.done());
    }

    /// Ends the turns when everything that waits is written.
    ///
    /// **Errors** - [TimeoutException] if so much waits that it cannot even be told to stop.
    public void stop(Duration patience) throws InterruptedException, TimeoutException {
        if (!orders.offer(new Stop(), patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("the journal takes no orders");
        }
    }

    /// Waits for something to write, says so, and writes what waits; false once it is to stop.
    ///
    /// **Errors** - whatever it throws, everybody who waited has an answer.
    public boolean turn(Runnable awake) throws InterruptedException {
        if (stopping) {
            return false;
        }
        List<Append> group = new ArrayList<>();
        Order order = orders.take();
        int bytes = 0;
        while (order instanceof Append append) {
            group.add(append);
            bytes += append.bytes().length;
            order = bytes < MAX_SEGMENT_BYTES ? orders.poll() : null;
        }
        stopping = order instanceof Stop;
        try {
            awake.run();
            if (!group.isEmpty()) {
                write(group, bytes);
            }
        } finally {
            // Nobody waits in vain.
            group.forEach(append -> append.written().completeExceptionally(cannotWrite()));
            if (order instanceof CutOrder cut) {
                complete(cut);
            }
        }
        return !stopping;
    }

    private void complete(CutOrder order) {
        try {
            order.done().complete(new Cut(segment, head.cut(), seen.takeChanged()));
        } catch (RuntimeException | Error e) {
            order.done().completeExceptionally(e);
        }
    }

    private void write(List<Append> group, int bytes) {
        waitingBytes.addAndGet(-bytes);
        List<List<NumberedSnapshot>> fresh = new ArrayList<>(group.size());
        try {
            List<byte[]> entries = new ArrayList<>(group.size());
            for (Append append : group) {
                List<NumberedSnapshot> news = seen.take(append.entry());
                fresh.add(news);
                if (!news.isEmpty()) {
                    entries.add(append.bytes());
                }
            }
            commit(entries);
        } catch (RuntimeException | Error e) {
            seen.giveBack();
            meter.writeFailed();
            group.forEach(append -> append.written().completeExceptionally(cannotWrite()));
            // For whoever supervises this thread: it counts, and tells an operator.
            throw e;
        }
        seen.keep();
        for (int i = 0; i < group.size(); i++) {
            Append append = group.get(i);
            finish(append, fresh.get(i));
        }
    }

    private void commit(List<byte[]> entries) {
        // A number is used once, whatever becomes of it: a failed commit may have reached the disk.
        segment++;
        if (!entries.isEmpty()) {
            byte[] body = JournalBytes.segment(entries);
            table.insert(segment, body);
            meter.written(body.length);
        }
    }

    private void finish(Append append, List<NumberedSnapshot> fresh) {
        try {
            if (!fresh.isEmpty()) {
                head.add(segment, append.entry().with(fresh));
            }
            append.written().complete(fresh);
        } catch (RuntimeException | Error e) {
            log.error(
                    "a delivery of host {} is on disk but not in memory",
                    append.entry().hostId(),
                    e);
            append.written().completeExceptionally(e);
        }
    }

    private static ProblemException cannotWrite() {
        return new ProblemException(ProblemCode.UNAVAILABLE, "the store cannot write now");
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE, "the store did not write within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.UNAVAILABLE, "the server is stopping");
        }
    }

    /// What a seal turns into chunks: everything in the journal up to `segment`.
    public record Cut(long segment, List<HeadWindow> windows, Map<UUID, byte[]> sequences) {}

    private sealed interface Order {}

    @SuppressWarnings("ArrayRecordComponent") // made once, written, and never compared
    private record Append(JournalEntry entry, byte[] bytes, CompletableFuture<List<NumberedSnapshot>> written)
            implements Order {}

    private record CutOrder(CompletableFuture<Cut> done) implements Order {}

    private record Stop() implements Order {}
}
