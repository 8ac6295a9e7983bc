package io.nocturne.server.series.codec;

/// A chunk's clock and directory: when its rows were measured, and where in the payload each column lies.
///
/// **Threads** - immutable; any number may decode columns at the same time.
public final class ChunkHead {

    /// Magic, version, rows, size, and the two checksums at the end.
    private static final int FIXED_BYTES = 16;

    private final int size;
    private final long[] times;
    /// Where each column begins, and where the last one ends.
    private final int[] offsets;
    private final short[] checksums;
    private final int payloadCrc;

    private ChunkHead(int size, ByteSource source) throws CorruptChunkException {
        this.size = size;
        int rows = source.u16();
        source.u32();
        int columns = source.count(source.remaining(), "columns");
        this.times = readTimes(source, rows);
        this.offsets = new int[columns + 1];
        this.checksums = new short[columns];
        readDirectory(source, columns);
        this.payloadCrc = source.u32();
        source.needEnd();
    }

    /// Reads a head that is alone in its array.
    ///
    /// **Errors** - [CorruptChunkException] for whatever is not a head in its entirety, checksum and all.
    public static ChunkHead read(byte[] head) throws CorruptChunkException {
        ChunkHead read = readWhole(head);
        if (read.size != head.length) {
            throw new CorruptChunkException("chunk head: " + (head.length - read.size) + " bytes too many");
        }
        return read;
    }

    /// Reads the head at the beginning of a whole chunk; the payload begins at [#size].
    public static ChunkHead readWhole(byte[] chunk) throws CorruptChunkException {
        int size = checkedSize(chunk);
        ByteSource source = new ByteSource("chunk head", chunk, 2, size - 6);
        return new ChunkHead(size, source);
    }

    private static int checkedSize(byte[] chunk) throws CorruptChunkException {
        ByteSource source = new ByteSource("chunk head", chunk, 0, chunk.length);
        source.need(FIXED_BYTES);
        if (source.u8() != ChunkWriter.MAGIC) {
            throw source.fault("not a chunk");
        }
        int version = source.u8();
        if (version != ChunkWriter.VERSION) {
            throw source.fault("version " + version + " is unknown to this server, which reads " + ChunkWriter.VERSION);
        }
        source.u16();
        int size = source.u32();
        if (size < FIXED_BYTES || size > chunk.length) {
            throw source.fault("size " + Integer.toUnsignedString(size) + " does not fit");
        }
        ByteSource end = new ByteSource("chunk head", chunk, size - 4, 4);
        if (end.u32() != Checksums.crc(chunk, 0, size - 4)) {
            throw source.fault("checksum does not match");
        }
        return size;
    }

    /// Reads a clock: `rows` ascending times, in ms since the epoch.
    static long[] readTimes(ByteSource source, int rows) throws CorruptChunkException {
        if (rows == 0) {
            return new long[0];
        }
        IntegerSeriesReader series = new IntegerSeriesReader(source, rows);
        long[] times = new long[rows];
        times[0] = series.first();
        int filled = 1;
        for (int count = series.next(); count > 0; count = series.next()) {
            System.arraycopy(series.block(), 0, times, filled, count);
            filled += count;
        }
        for (int row = 1; row < rows; row++) {
            if (times[row] < times[row - 1]) {
                throw source.fault("time of row " + row + " is before the one before");
            }
        }
        return times;
    }

    private void readDirectory(ByteSource source, int columns) throws CorruptChunkException {
        for (int column = 0; column < columns; column++) {
            int length = source.count(Integer.MAX_VALUE - offsets[column], "bytes in column " + column);
            offsets[column + 1] = offsets[column] + length;
            checksums[column] = length == 0 ? 0 : (short) source.u16();
        }
    }

    /// Bytes of the head itself.
    public int size() {
        return size;
    }

    /// Bytes of the payload that belongs to it.
    public int payloadSize() {
        return offsets[checksums.length];
    }

    public int rows() {
        return times.length;
    }

    public int columns() {
        return checksums.length;
    }

    /// **Unit** - ms since the epoch.
    public long time(int row) {
        return times[row];
    }

    /// A copy of the clock, in ms since the epoch, ascending.
    public long[] times() {
        return times.clone();
    }

    /// Where a column begins in the payload.
    public int offset(int column) {
        return offsets[column];
    }

    /// Bytes of a column; 0 for one without a value.
    public int length(int column) {
        return offsets[column + 1] - offsets[column];
    }

    /// Decodes the column whose bytes begin at `source[at]` into `into[0, rows)`.
    ///
    /// **Shape** - `at` is [#offset] if `source` is the payload, that plus [#size] in a whole chunk, 0 if
    /// `source` is the column alone. The result is the number of decimals that every value has at most,
    /// or [DecimalGrid#NONE].
    /// **Absent** - NaN.
    /// **Errors** - [CorruptChunkException] if the bytes are missing or not the column's; `into` is then
    /// undefined.
    public int decode(int column, byte[] source, int at, double[] into) throws CorruptChunkException {
        int length = length(column);
        String part = "column " + column;
        if (at < 0 || length > source.length - at) {
            throw new CorruptChunkException(
                    part + ": takes " + length + " bytes from " + at + " on, but there are " + source.length);
        }
        if (length > 0 && (short) Checksums.crc16(source, at, length) != checksums[column]) {
            throw new CorruptChunkException(part + ": checksum of its " + length + " bytes does not match");
        }
        return ColumnReader.decode(new ByteSource(part, source, at, length), rows(), into);
    }

    /// Checks the whole payload against its 32-bit checksum.
    public void verify(byte[] payload) throws CorruptChunkException {
        if (payload.length != payloadSize()) {
            throw new CorruptChunkException(
                    "payload: " + payload.length + " bytes, the directory says " + payloadSize());
        }
        if (Checksums.crc(payload, 0, payload.length) != payloadCrc) {
            throw new CorruptChunkException("payload: checksum of its " + payload.length + " bytes does not match");
        }
    }
}
