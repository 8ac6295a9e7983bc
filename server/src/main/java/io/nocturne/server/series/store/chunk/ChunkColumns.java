package io.nocturne.server.series.store.chunk;

import io.nocturne.server.series.codec.ChunkHead;
import io.nocturne.server.series.codec.CorruptChunkException;
import io.nocturne.server.series.store.chunk.ChunkTables.PartBytes;
import io.nocturne.server.series.store.chunk.ChunkTables.PayloadPart;
import java.util.ArrayList;
import java.util.List;

/// Some columns of a stored chunk: says which bytes of its payload they need, and decodes them.
///
/// **Threads** - confined to the caller's.
public final class ChunkColumns {

    /// Fewer bytes than this between two columns are read along rather than asked for apart.
    private static final int MAX_GAP = 512;

    private final StoredChunk chunk;
    private final ChunkHead head;
    private final List<PayloadPart> parts = new ArrayList<>();
    private final List<byte[]> bytes = new ArrayList<>();

    /// **Shape** - `columns` ascending.
    public ChunkColumns(StoredChunk chunk, int[] columns) throws CorruptChunkException {
        this.chunk = chunk;
        this.head = ChunkHead.read(chunk.head());
        int from = -1;
        int to = -1;
        for (int column : columns) {
            requireColumn(column);
            int start = head.offset(column);
            if (from >= 0 && start - to > MAX_GAP) {
                parts.add(new PayloadPart(chunk, from, to - from));
                from = -1;
            }
            from = from < 0 ? start : from;
            to = start + head.length(column);
        }
        if (to > from) {
            parts.add(new PayloadPart(chunk, from, to - from));
        }
    }

    private ChunkColumns(StoredChunk chunk, ChunkHead head) {
        this.chunk = chunk;
        this.head = head;
    }

    /// All columns of a chunk that was read whole; any number may decode them at the same time.
    ///
    /// **Errors** - [CorruptChunkException] for what is not a whole chunk, checksums and all.
    public static ChunkColumns whole(StoredChunk chunk) throws CorruptChunkException {
        ChunkColumns columns = new ChunkColumns(chunk, ChunkHead.read(chunk.head()));
        columns.head.verify(chunk.content());
        columns.parts.add(new PayloadPart(chunk, 0, chunk.payload().length));
        columns.bytes.add(chunk.payload());
        return columns;
    }

    public StoredChunk chunk() {
        return chunk;
    }

    public ChunkHead head() {
        return head;
    }

    public List<PayloadPart> parts() {
        return parts;
    }

    /// Takes the bytes of its parts, in their order; false if a part is missing, because the chunk was replaced.
    ///
    /// **Errors** - [CorruptChunkException] if it could not be decrypted.
    public boolean take(List<PartBytes> read) throws CorruptChunkException {
        for (int i = 0; i < parts.size(); i++) {
            String locked = read.get(i).locked();
            if (locked != null) {
                throw new CorruptChunkException(locked);
            }
            if (read.get(i).bytes().length != parts.get(i).length()) {
                return false;
            }
            bytes.add(read.get(i).bytes());
        }
        return true;
    }

    /// As [ChunkHead#decode].
    public int decode(int column, double[] into) throws CorruptChunkException {
        requireColumn(column);
        int offset = head.offset(column);
        for (int i = 0; i < parts.size(); i++) {
            PayloadPart part = parts.get(i);
            if (offset >= part.at() && offset + head.length(column) <= part.at() + part.length()) {
                return head.decode(column, bytes.get(i), offset - part.at(), into);
            }
        }
        // A column without a value has no bytes, so no part holds it.
        return head.decode(column, new byte[0], 0, into);
    }

    private void requireColumn(int column) throws CorruptChunkException {
        if (column >= head.columns()) {
            throw new CorruptChunkException("chunk has " + head.columns() + " columns, its layout needs more");
        }
    }
}
