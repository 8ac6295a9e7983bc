package io.nocturne.model.sample;

import java.util.List;

/// The server's only acknowledgement: what it names is on disk.
///
/// **Shape** - `accepted` + `duplicate` + `refused.size()` is the number of snapshots sent. The agent forgets all of
/// them: accepted and duplicate ones are stored, refused ones will never be.
public record IngestReceipt(String layoutId, int accepted, int duplicate, List<Refusal> refused) {

    public IngestReceipt {
        refused = refused == null ? List.of() : List.copyOf(refused);
    }

    /// A snapshot that was not stored; `index` is its place in the request, from 0.
    public record Refusal(int index, String detail) {}
}
