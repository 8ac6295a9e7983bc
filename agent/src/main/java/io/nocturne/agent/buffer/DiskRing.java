package io.nocturne.agent.buffer;

import io.nocturne.agent.collect.Ticker;
import io.nocturne.agent.state.StateDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The snapshots that wait on the disk: segment files in a folder, oldest first, bounded in bytes and age.
///
/// **Shape** - numbers ascend through all segments. Only the last segment of this run is written; a segment
/// of an earlier run is read, confirmed and deleted. While nothing waits one file is used over and over.
/// **Errors** - [IOException] when the disk refuses: what was not written is not in the ring, and the next
/// call tries anew.
/// **Threads** - guarded by the buffer's lock.
final class DiskRing {

    private static final Logger log = LoggerFactory.getLogger(DiskRing.class);

    private RingLimits limits;
    private final Ticker ticker;
    private final StateDirectory folder;
    private final RingPosition position;
    private final SegmentRecord record = new SegmentRecord();
    private final List<Segment> segments = new ArrayList<>();
    private final SequenceRanges confirmed;
    private @Nullable Segment active;
    private long lastSequence;
    private long dropped;
    private int damaged;

    private DiskRing(RingLimits limits, Ticker ticker, StateDirectory folder) {
        this.limits = limits;
        this.ticker = ticker;
        this.folder = folder;
        this.position = new RingPosition(folder);
        this.confirmed = position.read();
    }

    /// Opens the folder, makes it if need be, and finds what an earlier run left.
    static DiskRing open(RingLimits limits, Ticker ticker) throws IOException {
        DiskRing ring = new DiskRing(limits, ticker, StateDirectory.open(limits.folder()));
        ring.recover();
        return ring;
    }

    /// Keeps to other limits, of the same folder, from the next snapshot on.
    void limit(RingLimits others) {
        limits = others;
    }

    /// Writes a snapshot; its number is above all that are here.
    void append(EncodedSnapshot snapshot) throws IOException {
        restore();
        Segment present = active;
        if (present != null && present.end >= limits.segmentBytes()) {
            active = null;
        }
        makeRoom(snapshot.json.length + snapshot.layout.json().length);
        write(snapshot);
    }

    /// The oldest waiting snapshots that can go in one delivery.
    Optional<OutboundBatch> oldest(int maxSnapshots, int maxBytes) {
        for (Segment segment : List.copyOf(segments)) {
            if (isReadable(segment)) {
                Optional<OutboundBatch> batch = oldestOf(segment, maxSnapshots, maxBytes);
                if (batch.isPresent()) {
                    return batch;
                }
            }
        }
        return Optional.empty();
    }

    /// Whether there is a snapshot that can be read now.
    boolean isReady() {
        return segments.stream().anyMatch(this::isReadable);
    }

    /// Notes that these snapshots need not be sent any more, and says how many of them waited here. To say
    /// it twice changes nothing.
    int confirm(long from, long through) throws IOException {
        int found = 0;
        for (Segment segment : segments) {
            long low = Math.max(from, segment.first);
            long high = Math.min(through, segment.last);
            if (low <= high) {
                int here = Math.clamp(high - low + 1 - confirmed.count(low, high), 0, segment.waiting);
                segment.waiting -= here;
                found += here;
            }
        }
        confirmed.add(from, through);
        sweep();
        if (waiting() > 0 && found > 0) {
            position.write(confirmed);
        }
        return found;
    }

    int waiting() {
        int waiting = 0;
        for (Segment segment : segments) {
            waiting += segment.waiting;
        }
        return waiting;
    }

    long bytes() {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += segment.end;
        }
        return bytes;
    }

    /// When the oldest waiting snapshot was taken, to the accuracy of a segment.
    Optional<Long> oldestMillis() {
        return segments.stream()
                .filter(segment -> segment.waiting > 0)
                .findFirst()
                .map(segment -> segment.firstTimeMillis);
    }

    /// The highest number that was ever seen here; 0 for none.
    long lastSequence() {
        return lastSequence;
    }

    /// How many waiting snapshots the bounds or a vanished file have cost since the ring was opened.
    long dropped() {
        return dropped;
    }

    /// How many segments had a place that could not be read, since the ring was opened.
    int damaged() {
        return damaged;
    }

    /// What waits and may not be on the disk yet: full segments, and with `all` the present one too.
    List<Segment> unsynced(boolean all) {
        return segments.stream()
                .filter(segment -> !segment.isSynced && segment.waiting > 0 && (all || segment != active))
                .toList();
    }

    /// Makes new names durable, where the file system lets a folder be opened.
    void syncFolder() {
        folder.sync();
    }

    /// Notes that a segment is on the disk up to `end`.
    void synced(Segment segment, long end) {
        segment.isSynced = segment.end == end;
        if (segment != active && segment.isSynced) {
            segment.close();
        }
    }

    /// Ends the run: an empty segment goes, all others stay for the next one.
    void close() {
        active = null;
        for (Segment segment : segments) {
            segment.close();
        }
        sweep();
    }

    private void write(EncodedSnapshot snapshot) throws IOException {
        Segment present = active;
        if (present == null) {
            present = Segment.create(folder, snapshot.sequence);
            segments.add(present);
            active = present;
        }
        try {
            present.append(snapshot, record);
            present.lastNanos = ticker.nanos();
            lastSequence = snapshot.sequence;
        } catch (IOException e) {
            active = null;
            if (present.isEmpty()) {
                segments.remove(present);
                delete(present);
            }
            throw e;
        }
    }

    private Optional<OutboundBatch> oldestOf(Segment segment, int maxSnapshots, int maxBytes) {
        try {
            RandomAccessFile file = segment.open();
            try {
                Optional<OutboundBatch> batch = read(segment, file, maxSnapshots, maxBytes);
                if (batch.isEmpty()) {
                    damaged++;
                    lose(segment, "is damaged");
                    active = segment == active ? null : active;
                }
                segment.isUnreadable = false;
                return batch;
            } finally {
                segment.release(file);
            }
        } catch (IOException e) {
            if (segment.isMissing()) {
                lose(segment, "has vanished");
            } else {
                leaveAlone(segment, e);
            }
            return Optional.empty();
        }
    }

    private boolean isReadable(Segment segment) {
        boolean isLeftAlone =
                segment.isUnreadable && ticker.nanos() - segment.unreadableNanos < OutboundBuffer.DISK_RETRY.toNanos();
        return segment.waiting > 0 && !isLeftAlone;
    }

    private void leaveAlone(Segment segment, IOException cause) {
        if (!segment.isUnreadable) {
            log.warn(
                    "{} cannot be read, its {} snapshots wait until it can: {}",
                    segment.path,
                    segment.waiting,
                    cause.toString());
        }
        segment.isUnreadable = true;
        segment.unreadableNanos = ticker.nanos();
    }

    private Optional<OutboundBatch> read(Segment segment, RandomAccessFile file, int maxSnapshots, int maxBytes)
            throws IOException {
        OutboundBatch.Builder batch = null;
        EncodedLayout layout = segment.replayLayout;
        file.seek(segment.replayedTo);
        while (record.read(file, segment.end)) {
            if (record.type() == SegmentRecord.LAYOUT) {
                layout = record.layout();
            } else if (batch == null && !confirmed.contains(record.sequence()) && layout != null) {
                batch = new OutboundBatch.Builder(
                        record.sequence(), record.timeMillis(), layout, maxSnapshots, maxBytes);
            }
            if (batch == null) {
                segment.replayedTo = file.getFilePointer();
                segment.replayLayout = layout;
            } else if (record.type() == SegmentRecord.SNAPSHOT && !take(batch, layout)) {
                break;
            }
        }
        return Optional.ofNullable(batch).map(OutboundBatch.Builder::build);
    }

    private boolean take(OutboundBatch.Builder batch, @Nullable EncodedLayout layout) {
        return layout != null
                && !confirmed.contains(record.sequence())
                && batch.add(record.sequence(), layout, record.bytes(), SegmentRecord.HEAD, record.payloadLength());
    }

    /// Deletes what is confirmed; when nothing waits at all the present file starts over.
    private void sweep() {
        for (Segment segment : List.copyOf(segments)) {
            if (segment.waiting == 0 && segment != active) {
                segments.remove(segment);
                delete(segment);
            }
        }
        Segment present = active;
        if (waiting() == 0 && present != null) {
            confirmed.forgetBelow(Long.MAX_VALUE);
            present.rewind();
        } else if (!segments.isEmpty()) {
            confirmed.forgetBelow(segments.getFirst().first);
        }
    }

    private void makeRoom(int needed) {
        long limit = limits.maxBytes() - SegmentRecord.HEAD - needed;
        while (segments.size() > 1 && segments.getFirst() != active && bytes() > limit) {
            drop("the buffer is full");
        }
        long oldest = ticker.nanos() - limits.maxAge().toNanos();
        while (!segments.isEmpty() && segments.getFirst() != active && segments.getFirst().lastNanos - oldest < 0) {
            drop("they are older than %d h".formatted(limits.maxAge().toHours()));
        }
    }

    private void drop(String reason) {
        Segment oldest = segments.removeFirst();
        dropped += oldest.waiting;
        if (oldest.waiting > 0) {
            log.warn("{} snapshots are dropped unsent: {}", oldest.waiting, reason);
        }
        delete(oldest);
    }

    /// A file that stays is found by the next start: its snapshots are sent again, which does no harm.
    private static void delete(Segment segment) {
        try {
            segment.delete();
        } catch (IOException e) {
            log.warn("{} is not needed any more and cannot be deleted: {}", segment.path, e.toString());
        }
    }

    private void lose(Segment segment, String what) {
        log.warn("{} {}: {} snapshots that the server does not have are lost", segment.path, what, segment.waiting);
        dropped += segment.waiting;
        segment.waiting = 0;
    }

    /// Somebody deleted the folder, or a file in it, under us.
    private void restore() throws IOException {
        for (Segment segment : segments) {
            if (segment.isOpen() && segment.isMissing()) {
                StateDirectory.open(limits.folder());
                segment.restore(folder);
                log.warn("{} had vanished; what it held is written anew", segment.path);
            }
        }
    }

    private void recover() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(limits.folder(), "*" + Segment.SUFFIX)) {
            files.forEach(found::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(null);
        for (Path path : found) {
            try {
                recover(path);
            } catch (IOException e) {
                damaged++;
                SetAside.file(path, "the snapshots in it are lost", e);
            }
        }
        for (int i = 0; i < confirmed.count(); i++) {
            lastSequence = Math.max(lastSequence, confirmed.through(i));
        }
        sweep();
        if (waiting() > 0) {
            log.info("{} snapshots of an earlier run wait in {}", waiting(), limits.folder());
        }
    }

    private void recover(Path path) throws IOException {
        Segment segment = Segment.found(path);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            int version = Segment.version(file);
            if (version > Segment.VERSION) {
                log.warn("{} has format {}, this agent reads {}: it stays where it is", path, version, Segment.VERSION);
                return;
            }
            if (version == Segment.VERSION) {
                scan(segment, file);
            }
            if (segment.end < file.length() || version < Segment.VERSION) {
                damaged++;
                log.warn("{} is whole up to byte {} of {}; the rest is skipped", path, segment.end, file.length());
            }
        }
        // The time of day may be wrong now, or have been wrong then: age counts from here.
        segment.lastNanos = ticker.nanos();
        segments.add(segment);
    }

    private void scan(Segment segment, RandomAccessFile file) throws IOException {
        long length = file.length();
        boolean isDeclared = false;
        file.seek(Segment.HEADER);
        while (record.read(file, length)) {
            if (record.type() == SegmentRecord.LAYOUT) {
                isDeclared = true;
            } else if (isDeclared && record.sequence() > lastSequence) {
                lastSequence = record.sequence();
                segment.noteSnapshot(lastSequence, record.timeMillis());
                segment.waiting += confirmed.contains(lastSequence) ? 0 : 1;
            } else {
                return;
            }
            segment.end = file.getFilePointer();
        }
    }
}
