package io.nocturne.server.series.store.journal;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.ScaledVarints;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.ProcessTable;
import io.nocturne.server.ingest.Arrival;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.codec.ProcessBlock;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.CRC32C;

/// Entries of the journal as bytes, and back.
///
/// **Source** - `docs/storage-format.md`, "Journal".
public final class JournalBytes {

    private static final int ENTRY_HEAD_BYTES = 4 + 16 + 16 + 16 + 4 + 8 + 1;
    /// Set in an entry's count of snapshots when its arrival follows.
    private static final int HAS_ARRIVAL = 0x4000_0000;
    /// What an earlier build wrote: nobody is to be woken for it.
    private static final Arrival UNKNOWN = new Arrival(Instant.EPOCH, true);
    private static final int SNAPSHOT_HEAD_BYTES = 8 + 8 + 4 + 4;
    private static final int CRC_BYTES = 4;

    private JournalBytes() {}

    static byte[] encode(JournalEntry entry) {
        List<byte[]> parts = new ArrayList<>();
        int size = ENTRY_HEAD_BYTES;
        for (NumberedSnapshot snapshot : entry.snapshots()) {
            byte[] values = ScaledVarints.encode(snapshot.values());
            byte[] processes = processes(snapshot.snapshot());
            parts.add(values);
            parts.add(processes);
            size += SNAPSHOT_HEAD_BYTES + values.length + processes.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(size - Integer.BYTES);
        put(bytes, entry.agentId());
        put(bytes, entry.hostId());
        bytes.put(HexFormat.of().parseHex(entry.layout().id()));
        bytes.putInt(entry.snapshots().size() | HAS_ARRIVAL);
        bytes.putLong(entry.arrival().at().toEpochMilli());
        bytes.put((byte) (entry.arrival().isBackfill() ? 1 : 0));
        for (int i = 0; i < entry.snapshots().size(); i++) {
            NumberedSnapshot snapshot = entry.snapshots().get(i);
            bytes.putLong(snapshot.sequence());
            bytes.putLong(snapshot.time().toEpochMilli());
            bytes.putInt(parts.get(2 * i).length).put(parts.get(2 * i));
            bytes.putInt(parts.get(2 * i + 1).length).put(parts.get(2 * i + 1));
        }
        return bytes.array();
    }

    /// A segment: the entries one behind the other, and their checksum.
    static byte[] segment(List<byte[]> entries) {
        int size = entries.stream().mapToInt(entry -> entry.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(size + CRC_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        entries.forEach(bytes::put);
        bytes.putInt(crc(bytes.array(), size));
        return bytes.array();
    }

    /// **Errors** - [CorruptChunkException] for bytes that are not a segment, or name a layout that is not known.
    public static List<JournalEntry> entries(byte[] segment, Function<String, KnownLayout> layouts)
            throws CorruptChunkException {
        int end = segment.length - CRC_BYTES;
        ByteBuffer bytes = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
        if (end < 0 || bytes.getInt(end) != crc(segment, end)) {
            throw new CorruptChunkException(
                    "journal segment: checksum of its " + segment.length + " bytes does not match");
        }
        bytes.limit(end);
        List<JournalEntry> entries = new ArrayList<>();
        try {
            while (bytes.hasRemaining()) {
                bytes.getInt();
                entries.add(entry(bytes, layouts));
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new CorruptChunkException("journal segment: entry " + entries.size() + " is damaged (" + e + ")");
        }
        return entries;
    }

    private static JournalEntry entry(ByteBuffer bytes, Function<String, KnownLayout> layouts)
            throws CorruptChunkException {
        UUID agentId = new UUID(bytes.getLong(), bytes.getLong());
        UUID hostId = new UUID(bytes.getLong(), bytes.getLong());
        byte[] layoutId = new byte[16];
        bytes.get(layoutId);
        KnownLayout layout = layouts.apply(HexFormat.of().formatHex(layoutId));
        int head = bytes.getInt();
        int count = head & ~HAS_ARRIVAL;
        Arrival arrival = (head & HAS_ARRIVAL) == 0 ? UNKNOWN : arrival(bytes);
        List<NumberedSnapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            snapshots.add(snapshot(bytes));
        }
        return new JournalEntry(agentId, hostId, layout, snapshots, arrival);
    }

    private static Arrival arrival(ByteBuffer bytes) {
        return new Arrival(Instant.ofEpochMilli(bytes.getLong()), bytes.get() != 0);
    }

    private static NumberedSnapshot snapshot(ByteBuffer bytes) throws CorruptChunkException {
        long sequence = bytes.getLong();
        Instant time = Instant.ofEpochMilli(bytes.getLong());
        byte[] values = part(bytes);
        byte[] block = part(bytes);
        List<ProcessSample> processes = block.length == 0
                ? List.of()
                : ProcessBlock.decode(block).getFirst().processes();
        return new NumberedSnapshot(
                sequence,
                new Snapshot(time, ScaledVarints.decode(values, 0, values.length, Layout.MAX_SERIES), processes));
    }

    private static byte[] part(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        bytes.get(part);
        return part;
    }

    private static byte[] processes(Snapshot snapshot) {
        return snapshot.processes().isEmpty()
                ? new byte[0]
                : ProcessBlock.encode(List.of(new ProcessTable(snapshot.time(), snapshot.processes())));
    }

    private static void put(ByteBuffer bytes, UUID id) {
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
