package io.nocturne.agent.buffer;

/// A snapshot as it is kept and sent: numbered, and already the JSON object that goes into a delivery.
///
/// **Unit** - `timeMillis` is the snapshot's own time, since the epoch.
/// **Threads** - immutable; nobody changes the bytes.
final class EncodedSnapshot {

    final long sequence;
    final long timeMillis;
    final EncodedLayout layout;
    final byte[] json;

    EncodedSnapshot(long sequence, long timeMillis, EncodedLayout layout, byte[] json) {
        this.sequence = sequence;
        this.timeMillis = timeMillis;
        this.layout = layout;
        this.json = json;
    }
}
