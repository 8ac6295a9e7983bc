package io.nocturne.agent.buffer;

import io.nocturne.agent.state.StateDirectory;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Which snapshots of the ring the server has, kept beside the segments.
///
/// **Shape** - two slots that are written in turn, each with its own CRC-32C: a torn one leaves the other.
/// Version (1), turn (8), number of ranges (4), CRC (4), the ranges (16 each). Never synced: an older
/// position only means that a few snapshots are sent twice, which the server tells by their numbers.
/// **Errors** - without a readable slot nothing counts as confirmed, and the file is set aside.
/// **Threads** - guarded by the buffer's lock.
final class RingPosition {

    static final String FILE = "confirmed";

    private static final byte VERSION = 1;
    private static final int MAX_RANGES = 1_000;
    private static final int HEAD = 17;
    private static final int CRC_AT = 13;
    private static final int RANGE = 16;
    private static final int SLOT = HEAD + MAX_RANGES * RANGE;
    private static final int SLOTS = 2;

    private final StateDirectory folder;
    private final CRC32C crc = new CRC32C();
    private long turn;

    RingPosition(StateDirectory folder) {
        this.folder = folder;
    }

    /// What was confirmed when the position was last written.
    SequenceRanges read() {
        Path path = folder.path(FILE);
        try {
            return Files.notExists(path) ? new SequenceRanges() : read(path);
        } catch (IOException e) {
            SetAside.file(path, "what the server has of the backlog is sent again", e);
            return new SequenceRanges();
        }
    }

    private SequenceRanges read(Path path) throws IOException {
        SequenceRanges newest = new SequenceRanges();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            for (int slot = 0; slot < SLOTS; slot++) {
                ByteBuffer bytes = ByteBuffer.wrap(slot(file, slot));
                if (isWhole(bytes) && bytes.getLong(1) > turn) {
                    turn = bytes.getLong(1);
                    newest = ranges(bytes);
                }
            }
            if (turn == 0 && file.length() > 0) {
                throw new IOException("neither of its slots is whole");
            }
        }
        return newest;
    }

    /// Replaces the older slot. Of too many ranges the newest are kept: the others are sent again.
    void write(SequenceRanges ranges) throws IOException {
        int written = Math.min(ranges.count(), MAX_RANGES);
        int skipped = ranges.count() - written;
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + written * RANGE);
        bytes.put(VERSION).putLong(turn + 1).putInt(written).putInt(0);
        for (int i = skipped; i < ranges.count(); i++) {
            bytes.putLong(ranges.from(i)).putLong(ranges.through(i));
        }
        bytes.putInt(CRC_AT, checksum(bytes, bytes.capacity()));
        try (RandomAccessFile file = Files.exists(folder.path(FILE))
                ? new RandomAccessFile(folder.path(FILE).toFile(), "rw")
                : folder.create(FILE)) {
            file.seek((turn + 1) % SLOTS * SLOT);
            file.write(bytes.array());
        }
        turn++;
    }

    private boolean isWhole(ByteBuffer bytes) {
        if (bytes.capacity() < HEAD || bytes.get(0) != VERSION) {
            return false;
        }
        int count = bytes.getInt(Byte.BYTES + Long.BYTES);
        if (count < 0 || count > MAX_RANGES || HEAD + count * RANGE > bytes.capacity()) {
            return false;
        }
        int said = bytes.getInt(CRC_AT);
        bytes.putInt(CRC_AT, 0);
        return said == checksum(bytes, HEAD + count * RANGE);
    }

    private int checksum(ByteBuffer bytes, int length) {
        crc.reset();
        crc.update(bytes.duplicate().rewind().limit(length));
        return (int) crc.getValue();
    }

    private static SequenceRanges ranges(ByteBuffer bytes) {
        SequenceRanges ranges = new SequenceRanges();
        int count = bytes.getInt(Byte.BYTES + Long.BYTES);
        for (int i = 0; i < count; i++) {
            ranges.add(bytes.getLong(HEAD + i * RANGE), bytes.getLong(HEAD + i * RANGE + Long.BYTES));
        }
        return ranges;
    }

    private static byte[] slot(RandomAccessFile file, int slot) throws IOException {
        long from = (long) slot * SLOT;
        int length = Math.clamp(file.length() - from, 0, SLOT);
        byte[] bytes = new byte[length];
        file.seek(from);
        try {
            file.readFully(bytes);
        } catch (EOFException e) {
            return Arrays.copyOf(bytes, 0);
        }
        return bytes;
    }
}
