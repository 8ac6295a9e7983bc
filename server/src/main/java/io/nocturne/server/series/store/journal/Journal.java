package io.nocturne.server.series.store.journal;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.database.DiskGate.Purpose;
import io.nocturne.server.platform.lease.Lease;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.series.store.journal.JournalTable.Draft;
import java.time.Clock;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes deliveries to the disk, as many at once as are waiting, and then puts them into the head.
///
/// While one group is being written the next one gathers, so a busy server writes large groups and an idle
/// one answers at once.
///
/// When writing a group fails, nothing else is written until the database has said whether it was: its answer may
/// have been lost, or may still be on its way.
///
/// **Errors** - [ProblemException] `overloaded` when too much waits or the head is full, or this host's share of it;
/// `unavailable` when a group could not be written: whether it was is then open, and a second delivery of it
/// is harmless; [io.nocturne.server.platform.database.DiskFullException].
/// **Threads** - [#append], [#cut] and [#stop] are safe; everything else belongs to the thread of [#turn].
public final class Journal {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private static final int MAX_WAITING = 8_192;
    private static final long MAX_WAITING_BYTES = 64L << 20;
    private static final int MAX_SEGMENT_BYTES = 8 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final Duration SETTLE_EVERY = Duration.ofSeconds(1);

    private final JournalTable table;
    private final Lease lease;
    private final SeenNumbers seen;
    private final Head head;
    private final JournalStream stream;
    private final BlockingQueue<Order> orders = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final StoreMeter meter;
    private final DiskGate disk;
    private final Clock clock;
    private long segment;
    private boolean stopping;
    /// Being written, or failed to be and not settled yet.
    private @Nullable Group open;
    /// Since when the database owes an answer that is none of failure; 0 if it does not.
    private volatile long troubledSince;

    public Journal(
            JournalTable table,
            Lease lease,
            SeenNumbers seen,
            Head head,
            JournalStream stream,
            StoreMeter meter,
            DiskGate disk,
            Clock clock,
            long lastSegment) {
        this.table = table;
        this.lease = lease;
        this.seen = seen;
        this.head = head;
        this.stream = stream;
        this.meter = meter;
        this.disk = disk;
        this.clock = clock;
        this.segment = lastSegment;
    }

    /// Refuses where a host's samples would be refused, before anything is written for them.
    public void requireRoom(UUID hostId) {
        requireAnswering();
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

    /// Ends the head's present generation and returns what a seal needs to make chunks of it. Until [#sealed] the
    /// next cut has it too.
    public Cut cut() {
        CutOrder order = new CutOrder(new CompletableFuture<>());
        try {
            if (!orders.offer(order, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the journal is too busy to be sealed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the journal", e);
        }
        return await(order.done());
    }

    /// What was cut is in chunks.
    public void sealed(Cut cut) {
        seen.sealed(cut.segment());
        head.drop();
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
        Order order = open == null ? orders.take() : orders.poll(SETTLE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        int bytes = 0;
        while (order instanceof Append append) {
            group.add(append);
            bytes += append.bytes().length;
            order = bytes < MAX_SEGMENT_BYTES ? orders.poll() : null;
        }
        waitingBytes.addAndGet(-bytes);
        stopping = order instanceof Stop;
        try {
            awake.run();
            if (!group.isEmpty()) {
                write(group);
            } else if (order == null) {
                settle();
            }
        } finally {
            // Nobody waits in vain.
            group.forEach(append -> append.written().completeExceptionally(cannotWrite("the store cannot write now")));
            if (order instanceof CutOrder cut) {
                complete(cut);
            }
        }
        return !stopping;
    }

    private void complete(CutOrder order) {
        if (order.done().isDone()) {
            return;
        }
        try {
            settle();
            order.done().complete(new Cut(segment, head.cut(), seen.changed()));
        } catch (RuntimeException | Error e) {
            order.done().completeExceptionally(e);
        }
    }

    private void write(List<Append> group) {
        // Who was told that it takes too long sends again: that is early enough.
        List<Append> waiting =
                group.stream().filter(append -> !append.written().isDone()).toList();
        try {
            settle();
            commit(waiting);
        } catch (RuntimeException | Error e) {
            trySettle();
            if (!waiting.stream().allMatch(append -> append.written().isDone())) {
                refuse(waiting, e);
                // For whoever supervises this thread: it counts, and tells an operator.
                throw e;
            }
        }
    }

    private void commit(List<Append> group) {
        // A number is used once, whatever becomes of it: a failed commit may have reached the disk.
        segment++;
        Group next = new Group(segment, group, new ArrayList<>(group.size()));
        open = next;
        List<byte[]> entries = new ArrayList<>(group.size());
        for (Append append : group) {
            JournalEntry fresh = append.entry().with(seen.take(append.entry()));
            next.fresh.add(fresh);
            if (fresh.snapshots().size() == append.entry().snapshots().size()) {
                entries.add(append.bytes());
            } else if (!fresh.snapshots().isEmpty()) {
                entries.add(JournalBytes.encode(fresh));
            }
        }
        if (!entries.isEmpty()) {
            byte[] body = JournalBytes.segment(entries);
            next.draft = table.draft(segment, body);
            ask(next.draft, draft -> {
                table.insert(draft);
                return true;
            });
            meter.written(body.length);
        }
        finish(next);
    }

    /// Finds out what became of a group whose writing failed, and has the head and the numbers follow the database.
    private void settle() {
        Group group = open;
        if (group == null) {
            return;
        }
        if (group.draft == null || (!group.stored && !ask(group.draft, table::settle))) {
            seen.giveBack();
            open = null;
            return;
        }
        finish(group);
        log.warn(
                "segment {} of the journal is on disk although writing it failed; its {} deliveries are kept",
                group.segment,
                group.appends.size());
    }

    private boolean ask(Draft draft, Predicate<Draft> question) {
        if (troubledSince == 0) {
            troubledSince = clock.millis();
        }
        boolean answer = question.test(draft);
        troubledSince = 0;
        return answer;
    }

    private void trySettle() {
        try {
            settle();
        } catch (RuntimeException | Error e) {
            log.debug("it is still open whether the last segment of the journal was written: {}", e.toString());
        }
    }

    private void finish(Group group) {
        group.stored = true;
        // An error leaves the group open, and this comes again: the head takes each snapshot once.
        for (int i = 0; i < group.appends.size(); i++) {
            finish(group.appends.get(i), group.fresh.get(i), group.segment);
        }
        seen.keep(group.segment);
        stream.publish(group.segment, group.written());
        open = null;
        group.complete();
    }

    private void finish(Append append, JournalEntry fresh, long inSegment) {
        try {
            head.add(inSegment, fresh);
        } catch (RuntimeException e) {
            log.error(
                    "a delivery of host {} is on disk but not in memory",
                    append.entry().hostId(),
                    e);
            append.written().completeExceptionally(e);
        }
    }

    private void refuse(List<Append> group, Throwable why) {
        meter.writeFailed();
        log.error(
                "{} deliveries could not be written to the journal; their agents were told and will send them again: {}",
                group.size(),
                why.toString());
        ProblemException problem = cannotWrite(lease.isLost() ? Lease.TAKEN : "the store cannot write now");
        group.forEach(append -> append.written().completeExceptionally(problem));
    }

    private static ProblemException cannotWrite(String why) {
        return new ProblemException(ProblemCode.UNAVAILABLE, why);
    }

    /// Whoever came now would only hold a thread that others need.
    private void requireAnswering() {
        long since = troubledSince;
        if (lease.isLost()) {
            throw cannotWrite(Lease.TAKEN);
        }
        if (since != 0 && clock.millis() - since > SLOW.toMillis()) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE,
                    "the database has not answered for %d s".formatted((clock.millis() - since) / 1_000));
        }
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            // Nobody waits for it any more.
            answer.cancel(false);
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

    /// Deliveries that are written together, and how far that is.
    private static final class Group {

        private final long segment;
        private final List<Append> appends;
        /// What of each was new.
        private final List<JournalEntry> fresh;
        /// What was sent to the database, if anything was.
        private @Nullable Draft draft;

        private boolean stored;

        Group(long segment, List<Append> appends, List<JournalEntry> fresh) {
            this.segment = segment;
            this.appends = appends;
            this.fresh = fresh;
        }

        List<JournalEntry> written() {
            return fresh.stream().filter(entry -> !entry.snapshots().isEmpty()).toList();
        }

        void complete() {
            for (int i = 0; i < appends.size(); i++) {
                appends.get(i).written().complete(fresh.get(i).snapshots());
            }
        }
    }
}
