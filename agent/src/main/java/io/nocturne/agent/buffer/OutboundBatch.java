package io.nocturne.agent.buffer;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

/// One delivery: snapshots of one layout, numbered from `sequence` without a gap.
///
/// **Shape** - one snapshot or more, oldest first, already encoded: `snapshots` are their JSON objects with
/// a comma between.
/// **Threads** - immutable; nobody changes the bytes.
public final class OutboundBatch {

    private final long sequence;
    private final long timeMillis;
    private final int size;
    private final EncodedLayout layout;
    private final byte[] snapshots;

    private OutboundBatch(long sequence, long timeMillis, int size, EncodedLayout layout, byte[] snapshots) {
        this.sequence = sequence;
        this.timeMillis = timeMillis;
        this.size = size;
        this.layout = layout;
        this.snapshots = snapshots;
    }

    static OutboundBatch of(EncodedSnapshot only) {
        return new OutboundBatch(only.sequence, only.timeMillis, 1, only.layout, only.json);
    }

    public long sequence() {
        return sequence;
    }

    /// When the first of its snapshots was taken.
    public Instant time() {
        return Instant.ofEpochMilli(timeMillis);
    }

    public EncodedLayout layout() {
        return layout;
    }

    public int size() {
        return size;
    }

    /// The bytes themselves, not a copy.
    public byte[] snapshots() {
        return snapshots;
    }

    public long lastSequence() {
        return sequence + size - 1;
    }

    /// Puts a batch together until the next snapshot does not fit.
    ///
    /// **Shape** - at most `maxSnapshots` and `maxBytes`, but always one.
    /// **Threads** - confined to the caller's.
    static final class Builder {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final EncodedLayout layout;
        private final long first;
        private final long timeMillis;
        private final int maxSnapshots;
        private final int maxBytes;
        private int size;

        Builder(long first, long timeMillis, EncodedLayout layout, int maxSnapshots, int maxBytes) {
            this.first = first;
            this.timeMillis = timeMillis;
            this.layout = layout;
            this.maxSnapshots = maxSnapshots;
            this.maxBytes = maxBytes;
        }

        /// Takes a snapshot if it continues the batch; false when the batch ends before it.
        boolean add(long sequence, EncodedLayout encoded, byte[] source, int offset, int length) {
            boolean fits = size == 0 || (size < maxSnapshots && bytes.size() + 1 + length <= maxBytes);
            if (!fits || sequence != first + size || !layout.isSame(encoded)) {
                return false;
            }
            if (size > 0) {
                bytes.write(',');
            }
            bytes.write(source, offset, length);
            size++;
            return true;
        }

        OutboundBatch build() {
            return new OutboundBatch(first, timeMillis, size, layout, bytes.toByteArray());
        }
    }
}
