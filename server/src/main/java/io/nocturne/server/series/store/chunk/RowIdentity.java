package io.nocturne.server.series.store.chunk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// What an encrypted value is bound to, so that it cannot be put into another row.
///
/// **Source** - `docs/storage-format.md`, "Encrypted values".
public final class RowIdentity {

    private static final byte CHUNK = 'C';
    private static final byte JOURNAL = 'J';

    private RowIdentity() {}

    /// A chunk's row with what stands in the clear beside its payload.
    public static byte[] of(Tier tier, StoredChunk chunk) {
        byte[] table = tier.prefix().getBytes(StandardCharsets.UTF_8);
        byte[] layout = chunk.layoutId().getBytes(StandardCharsets.UTF_8);
        byte[] identity = new byte[3 + table.length + 40 + layout.length + chunk.head().length];
        ByteBuffer bytes = buffer(identity);
        bytes.put(CHUNK).put((byte) table.length).put(table);
        bytes.putLong(chunk.hostId().getMostSignificantBits())
                .putLong(chunk.hostId().getLeastSignificantBits());
        bytes.putLong(chunk.startMillis()).putInt(chunk.nodeId()).putInt(chunk.part());
        bytes.putLong(chunk.version()).put((byte) layout.length).put(layout);
        bytes.put(chunk.head());
        return identity;
    }

    public static byte[] ofSegment(int nodeId, long segment) {
        byte[] identity = new byte[13];
        buffer(identity).put(JOURNAL).putInt(nodeId).putLong(segment);
        return identity;
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
