package io.nocturne.server.series.store.journal;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.database.DiskGate.Purpose;
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
/// **Errors** - [ProblemException] `overloaded` when too much waits or the head is full, or this host's share of it;
/// `unavailable` when a group could not be written: whether it was is then open, and a second delivery of it
/// is harmless; [DiskFullException].
/// **Threads** - [#append] and [#cut] are safe; everything else belongs to the thread in [#run].
public final class Journal implements Runnable {

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
    private final DiskGate disk;
    private long segment;

    public Journal(JournalTable table, SeenNumbers seen, Head head, StoreMeter meter, DiskGate disk, long lastSegment) {
        this.table = table;
        this.seen = seen;
        this.head = head;
        this.meter = meter;
        this.disk = disk;
        this.segment = lastSegment;
    }

    /// Refuses where a host's samples would be refused, before anything is written for them.
    public void requireRoom(UUID hostId) {
        disk.require(Purpose.SAMPLES);
        head.refusal(hostId).ifPresent(why -> {
            throw new ProblemException(ProblemCode.OVERLOADED, why);
        });
    }

    /// Waits until the entry is on disk; returns the snapshots of it that were new.
    public List<NumberedSnapshot> append(JournalEntry entry) {
        requireRoom(entry.hostId());
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
            orders.put(order);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the journal", e);
        }
        return await(order.done());
    }

    /// Ends [#run] when everything that waits is written.
    public void stop() throws InterruptedException {
        orders.put(new Stop());
    }

    @Override
    public void run() {
        List<Append> group = new ArrayList<>();
        boolean running = true;
        while (running) {
            try {
                running = step(group);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// Writes what waits; false once it is to stop.
    private boolean step(List<Append> group) throws InterruptedException {
        Order order = orders.take();
        int bytes = 0;
        while (order instanceof Append append) {
            group.add(append);
            bytes += append.bytes().length;
            order = bytes < MAX_SEGMENT_BYTES ? orders.poll() : null;
        }
        if (!group.isEmpty()) {
            write(group, bytes);
            group.clear();
        }
        if (order instanceof CutOrder cut) {
            // Never without an answer: the seal would wait for it in vain.
            complete(cut);
        }
        return !(order instanceof Stop);
    }

    private void complete(CutOrder order) {
        try {
            order.done().complete(new Cut(segment, head.cut(), seen.takeChanged()));
        } catch (RuntimeException e) {
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
        } catch (RuntimeException | OutOfMemoryError e) {
            seen.giveBack();
            meter.writeFailed();
            log.error(
                    "{} deliveries could not be written to the journal; their agents were told and will send them again: {}",
                    group.size(),
                    e.toString());
            ProblemException problem = new ProblemException(ProblemCode.UNAVAILABLE, "the store cannot write now");
            group.forEach(append -> append.written().completeExceptionally(problem));
            return;
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
        } catch (RuntimeException e) {
            log.error(
                    "a delivery of host {} is on disk but not in memory",
                    append.entry().hostId(),
                    e);
            append.written().completeExceptionally(e);
        }
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
