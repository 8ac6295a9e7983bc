package io.nocturne.server.series.store.chunk;

import io.nocturne.server.platform.config.KeyRing;
import io.nocturne.server.platform.crypt.PayloadCipher;
import io.nocturne.server.series.codec.CorruptChunkException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of a chunk table.
///
/// **Shape** - `layoutId` and `head` are empty for a block of process tables, which is its payload alone.
/// `version` rises whenever the row is written anew: it is the last segment of its server's journal that can be
/// in it, and of a rollup the time when it was made, in ms since the epoch. `keyId` is that of the key that the
/// payload is stored under.
/// **Absent** - `payload` is empty where only heads were read; `locked` tells why the payload could not be
/// decrypted and stands as it is stored.
@SuppressWarnings("ArrayRecordComponent") // read or made once, and never compared
public record StoredChunk(
        UUID hostId,
        long startMillis,
        int nodeId,
        int part,
        String layoutId,
        long version,
        byte[] head,
        byte[] payload,
        int keyId,
        @Nullable String locked) {

    /// One that is to be written.
    public StoredChunk(
            UUID hostId,
            long startMillis,
            int nodeId,
            int part,
            String layoutId,
            long version,
            byte[] head,
            byte[] payload) {
        this(hostId, startMillis, nodeId, part, layoutId, version, head, payload, KeyRing.PLAIN, null);
    }

    /// The payload.
    ///
    /// **Errors** - [CorruptChunkException] if it could not be decrypted.
    public byte[] content() throws CorruptChunkException {
        if (locked != null) {
            throw new CorruptChunkException(locked);
        }
        return payload;
    }

    /// The same content as another part, written after a later segment. One that could not be decrypted stays as
    /// it is: it is bound to its row, and its key may come back.
    public StoredChunk as(int newPart, long newVersion) {
        return locked != null
                ? this
                : new StoredChunk(hostId, startMillis, nodeId, newPart, layoutId, newVersion, head, payload);
    }

    public PayloadCipher.Value stored() {
        return new PayloadCipher.Value(keyId, payload);
    }

    StoredChunk opened(byte[] plain) {
        return new StoredChunk(hostId, startMillis, nodeId, part, layoutId, version, head, plain, keyId, null);
    }

    StoredChunk locked(String why) {
        return new StoredChunk(hostId, startMillis, nodeId, part, layoutId, version, head, payload, keyId, why);
    }
}
