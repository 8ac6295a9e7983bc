package io.nocturne.server.series.codec;

import io.nocturne.model.sample.Snapshot;

/// What stands before the body of a process block, and the body as it is stored.
///
/// **Shape** - `times` ascending; `inflatedSize` is 0 for a body that is not deflated.
/// **Unit** - ms since the epoch.
@SuppressWarnings("ArrayRecordComponent") // read once, and never compared
record ProcessBlockHead(long[] times, int inflatedSize, ByteSource body) {

    private static final String PART = "process block";
    /// Magic, version, tables, size, inflated size, and the checksum at the end.
    private static final int FIXED_BYTES = 13;
    /// More than a body takes without a process, or one process more with the longest name and user.
    private static final int MAX_EMPTY_BYTES = 64;
    private static final int MAX_PROCESS_BYTES = 64 + 2 * TextReader.MAX_BYTES;

    static ProcessBlockHead read(byte[] block) throws CorruptChunkException {
        check(block);
        ByteSource source = new ByteSource(PART, block, 2, block.length - 6);
        int tables = source.u16();
        if (tables > ProcessBlock.MAX_TABLES) {
            throw source.fault(tables + " tables, at most " + ProcessBlock.MAX_TABLES);
        }
        source.u32();
        int inflatedSize = source.count(maxBody(tables), "bytes in the body");
        return new ProcessBlockHead(ChunkHead.readTimes(source, tables), inflatedSize, source);
    }

    private static void check(byte[] block) throws CorruptChunkException {
        ByteSource source = new ByteSource(PART, block, 0, block.length);
        source.need(FIXED_BYTES);
        if (source.u8() != ProcessBlock.MAGIC) {
            throw source.fault("not a process block");
        }
        int version = source.u8();
        if (version != ProcessBlock.VERSION) {
            throw source.fault(
                    "version " + version + " is unknown to this server, which reads " + ProcessBlock.VERSION);
        }
        source.u16();
        int size = source.u32();
        if (size != block.length) {
            throw source.fault("size " + Integer.toUnsignedString(size) + " is not that of the block");
        }
        ByteSource end = new ByteSource(PART, block, size - 4, 4);
        if (end.u32() != Checksums.crc(block, 0, size - 4)) {
            throw source.fault("checksum does not match");
        }
    }

    private static int maxBody(int tables) {
        return MAX_EMPTY_BYTES + tables * (MAX_EMPTY_BYTES + Snapshot.MAX_PROCESSES * MAX_PROCESS_BYTES);
    }

    /// The last of the tables that are not after a time, or -1.
    int lastAtOrBefore(long timeMillis) {
        int last = times.length - 1;
        while (last >= 0 && times[last] > timeMillis) {
            last--;
        }
        return last;
    }

    ProcessRowReader rows() throws CorruptChunkException {
        return new ProcessRowReader(
                inflatedSize == 0 ? body.bytes(body.remaining()) : Deflate.inflate(body, inflatedSize));
    }
}
