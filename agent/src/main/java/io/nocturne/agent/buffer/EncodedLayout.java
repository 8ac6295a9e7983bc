package io.nocturne.agent.buffer;

import io.nocturne.agent.collect.DeclaredLayout;

/// A layout as it is sent: its id, and the JSON object that declares it.
///
/// **Threads** - immutable; nobody changes the bytes.
public final class EncodedLayout {

    private final String id;
    private final byte[] json;

    EncodedLayout(String id, byte[] json) {
        this.id = id;
        this.json = json;
    }

    static EncodedLayout of(DeclaredLayout layout) {
        return new EncodedLayout(layout.id(), new SnapshotWriter().layout(layout.layout()));
    }

    public String id() {
        return id;
    }

    /// The bytes themselves, not a copy.
    public byte[] json() {
        return json;
    }

    boolean isSame(EncodedLayout other) {
        return id.equals(other.id);
    }
}
