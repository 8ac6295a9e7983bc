package io.nocturne.server.series.codec;

import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.ProcessTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Process tables of one host as bytes: many in a block of the store, or one in the write-ahead journal.
///
/// **Shape** - at most [#MAX_TABLES] tables, ascending by time (equal times are allowed), each of at most
/// [Snapshot#MAX_PROCESSES] processes, whose order is kept.
/// **Unit** - times to the millisecond; what is finer is cut off. All else comes back bit for bit.
/// **Threads** - keeps nothing; any number may encode and decode at the same time.
public final class ProcessBlock {

    /// Tables that a block has at most; ten minutes have 600 at an agent's shortest interval.
    public static final int MAX_TABLES = 1_024;

    static final int MAGIC = 'P';
    static final int VERSION = 1;

    private ProcessBlock() {}

    /// **Errors** - `IllegalArgumentException` for descending times, a time that is no long of milliseconds,
    /// too many tables or processes.
    public static byte[] encode(List<ProcessTable> tables) {
        long[] times = times(tables);
        byte[] body = ProcessRowWriter.write(tables);
        byte[] stored = Deflate.deflate(body);
        ByteSink block = new ByteSink();
        block.reserve(32 + IntegerSeriesWriter.bound(times.length) + stored.length);
        block.u8(MAGIC);
        block.u8(VERSION);
        block.u16(times.length);
        block.u32(0);
        block.varint(stored.length < body.length ? body.length : 0);
        if (times.length > 0) {
            new IntegerSeriesWriter().write(times, times.length, block);
        }
        block.bytes(stored);
        return finish(block);
    }

    private static byte[] finish(ByteSink block) {
        block.u32At(4, block.size() + 4);
        block.u32(block.crc(0));
        return block.copy();
    }

    private static long[] times(List<ProcessTable> tables) {
        if (tables.size() > MAX_TABLES) {
            throw new IllegalArgumentException(tables.size() + " process tables, at most " + MAX_TABLES);
        }
        long[] times = new long[tables.size()];
        for (int i = 0; i < times.length; i++) {
            checkRows(i, tables.get(i).processes().size());
            times[i] = millis(tables.get(i).time());
            if (i > 0 && times[i] < times[i - 1]) {
                throw new IllegalArgumentException("time " + times[i] + " of process table " + i + " is before table "
                        + (i - 1) + "'s " + times[i - 1]);
            }
        }
        return times;
    }

    private static void checkRows(int table, int rows) {
        if (rows > Snapshot.MAX_PROCESSES) {
            throw new IllegalArgumentException(
                    "process table " + table + " has " + rows + " processes, at most " + Snapshot.MAX_PROCESSES);
        }
    }

    private static long millis(Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("time " + time + " is no long of milliseconds", e);
        }
    }

    /// **Errors** - [CorruptChunkException] for whatever is not a block in its entirety, checksum and all.
    public static List<ProcessTable> decode(byte[] block) throws CorruptChunkException {
        ProcessBlockHead head = ProcessBlockHead.read(block);
        ProcessRowReader rows = head.rows();
        List<ProcessTable> tables = new ArrayList<>(head.times().length);
        for (long time : head.times()) {
            tables.add(new ProcessTable(Instant.ofEpochMilli(time), rows.next()));
        }
        rows.needEnd();
        return tables;
    }

    /// The last of the tables that are not after a time, without making the others.
    ///
    /// **Absent** - if the first is after it; the rows are then not even inflated.
    /// **Errors** - [CorruptChunkException] as [#decode]; tables behind the one wanted are not looked at.
    public static Optional<ProcessTable> newestAtOrBefore(byte[] block, long timeMillis) throws CorruptChunkException {
        ProcessBlockHead head = ProcessBlockHead.read(block);
        int wanted = head.lastAtOrBefore(timeMillis);
        if (wanted < 0) {
            return Optional.empty();
        }
        ProcessRowReader rows = head.rows();
        for (int i = 0; i < wanted; i++) {
            rows.skip();
        }
        return Optional.of(new ProcessTable(Instant.ofEpochMilli(head.times()[wanted]), rows.next()));
    }
}
