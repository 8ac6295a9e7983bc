package io.nocturne.server.series.codec;

/// A chunk as bytes, in the two parts that are stored apart.
///
/// **Shape** - `head`: clock and directory of the columns; `payload`: the columns one behind the other.
/// A single column is `payload[ChunkHead.offset(c), ChunkHead.offset(c) + ChunkHead.length(c))`.
/// The arrays are the record's own; whoever reads them must not change them.
@SuppressWarnings("ArrayRecordComponent") // made once, stored, and never compared
public record EncodedChunk(byte[] head, byte[] payload) {

    /// Head and payload in one array, as `ChunkHead.readWhole` takes it.
    public byte[] whole() {
        byte[] whole = new byte[head.length + payload.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(payload, 0, whole, head.length, payload.length);
        return whole;
    }
}
