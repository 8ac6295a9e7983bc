package io.nocturne.agent.buffer;

import io.nocturne.agent.state.StateDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One file of the ring: a header that names the format's version, then records, each snapshot after the
/// layout that it needs.
///
/// **Shape** - named by the first number that was ever in it, so the order of names is that of numbers.
/// **Threads** - guarded by the buffer's lock; only [#force()] is called without it.
final class Segment {

    static final byte VERSION = 1;
    static final int HEADER = 8;
    static final String SUFFIX = ".segment";

    private static final Logger log = LoggerFactory.getLogger(Segment.class);
    private static final int PIECE = 8 << 10;
    private static final byte[] MAGIC = "NOCTRNG".getBytes(StandardCharsets.US_ASCII);

    final Path path;
    long first;
    long last;
    long firstTimeMillis;
    /// How many snapshots in it are not confirmed.
    int waiting;
    /// Where the whole records end.
    long end = HEADER;
    /// When the last record came, or was found, by the ticker.
    long lastNanos;
    boolean isSynced;
    /// Reading it failed, at `unreadableNanos` by the ticker.
    boolean isUnreadable;

    long unreadableNanos;
    /// Up to where everything is confirmed, and the layout that holds there.
    long replayedTo = HEADER;

    @Nullable
    EncodedLayout replayLayout;

    private @Nullable RandomAccessFile file;
    private @Nullable EncodedLayout firstLayout;
    private @Nullable EncodedLayout layout;
    private long firstLayoutEnd = HEADER;

    private Segment(Path path) {
        this.path = path;
    }

    /// A new file, with its header.
    static Segment create(StateDirectory folder, long sequence) throws IOException {
        Segment segment = new Segment(folder.path(String.format(Locale.ROOT, "%020d", sequence) + SUFFIX));
        RandomAccessFile created = folder.create(segment.path.getFileName().toString());
        segment.file = created;
        try {
            created.write(MAGIC);
            created.write(VERSION);
        } catch (IOException e) {
            segment.delete();
            throw e;
        }
        return segment;
    }

    /// A file of an earlier run, of which nothing is known yet.
    static Segment found(Path path) {
        Segment segment = new Segment(path);
        segment.isSynced = true;
        return segment;
    }

    /// The version that the header of an existing file names; 0 when that is no header.
    static int version(RandomAccessFile file) throws IOException {
        byte[] header = new byte[HEADER];
        if (file.length() < HEADER) {
            return 0;
        }
        file.seek(0);
        file.readFully(header);
        boolean isOurs = Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
        return isOurs ? Byte.toUnsignedInt(header[MAGIC.length]) : 0;
    }

    /// Adds a snapshot, after its layout if that is another one than before. What cannot be written whole
    /// is not in the segment.
    void append(EncodedSnapshot snapshot, SegmentRecord record) throws IOException {
        long before = end;
        EncodedLayout layoutBefore = layout;
        try {
            if (layoutBefore == null || !layoutBefore.isSame(snapshot.layout)) {
                declare(snapshot.layout, record);
            }
            record.setSnapshot(snapshot);
            write(record);
        } catch (IOException e) {
            layout = layoutBefore;
            end = before;
            cut(before);
            throw e;
        }
        noteSnapshot(snapshot.sequence, snapshot.timeMillis);
        waiting++;
        isSynced = false;
    }

    /// Notes a snapshot that stands in the file.
    void noteSnapshot(long sequence, long timeMillis) {
        if (isEmpty()) {
            first = sequence;
            firstTimeMillis = timeMillis;
        }
        last = sequence;
    }

    boolean isEmpty() {
        return last == 0;
    }

    /// Empties the file for new snapshots and keeps the layout, if that is still the one that they have.
    void rewind() {
        EncodedLayout kept = firstLayout;
        boolean keeps = kept != null && layout != null && kept.isSame(layout);
        if (!keeps) {
            firstLayout = null;
            layout = null;
            firstLayoutEnd = HEADER;
        }
        end = firstLayoutEnd;
        first = 0;
        last = 0;
        waiting = 0;
        replayedTo = HEADER;
        replayLayout = null;
        try {
            cut(end);
        } catch (IOException e) {
            // What is behind the end has lower numbers than all that follows: nobody reads it as new.
            log.debug("{} cannot be shortened: {}", path, e.toString());
        }
    }

    /// The file to read from: the one that is open, or opened for this.
    RandomAccessFile open() throws IOException {
        RandomAccessFile present = file;
        return present == null ? new RandomAccessFile(path.toFile(), "r") : present;
    }

    /// Ends what [#open()] began.
    void release(RandomAccessFile opened) throws IOException {
        if (!isOpen()) {
            opened.close();
        }
    }

    boolean isOpen() {
        return file != null;
    }

    boolean isMissing() {
        return Files.notExists(path);
    }

    /// Waits until everything that was written is on the disk.
    void force() throws IOException {
        RandomAccessFile present = file;
        if (present == null) {
            throw new IOException(path + " is closed");
        }
        present.getFD().sync();
    }

    /// Writes what an open file whose name was deleted holds to a new one of that name. When that fails it
    /// can still be read, and this can be tried again.
    void restore(StateDirectory folder) throws IOException {
        RandomAccessFile old = open();
        String name = path.getFileName() + ".new";
        RandomAccessFile anew = folder.create(name);
        try {
            copy(old, anew);
            anew.getFD().sync();
            Files.move(folder.path(name), path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            anew.close();
            folder.delete(name);
            throw e;
        }
        file = anew;
        old.close();
    }

    void close() {
        RandomAccessFile present = file;
        file = null;
        if (present != null) {
            try {
                present.close();
            } catch (IOException e) {
                // Every write was checked; there is nothing left that closing could lose.
            }
        }
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(path);
    }

    private void copy(RandomAccessFile from, RandomAccessFile to) throws IOException {
        byte[] piece = new byte[PIECE];
        from.seek(0);
        for (long left = end; left > 0; left -= Math.min(left, PIECE)) {
            int length = (int) Math.min(left, PIECE);
            from.readFully(piece, 0, length);
            to.write(piece, 0, length);
        }
    }

    private void declare(EncodedLayout declared, SegmentRecord record) throws IOException {
        boolean isFirst = end == HEADER;
        record.setLayout(declared);
        write(record);
        layout = declared;
        if (isFirst) {
            firstLayout = declared;
            firstLayoutEnd = end;
        }
    }

    private void write(SegmentRecord record) throws IOException {
        RandomAccessFile present = file;
        if (present == null) {
            throw new IOException(path + " is closed");
        }
        present.seek(end);
        present.write(record.bytes(), 0, record.length());
        end += record.length();
    }

    private void cut(long length) throws IOException {
        RandomAccessFile present = file;
        if (present != null) {
            present.setLength(length);
        }
    }
}
