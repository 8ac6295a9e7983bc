package io.nocturne.server.ingest;

import io.nocturne.model.sample.IngestRequest;
import java.util.Map;

/// A request as it was read, whatever it was written in.
///
/// **Shape** - `faults` says by index which snapshots could not be read and why; in the request an empty
/// one stands in their place.
record Delivery(IngestRequest request, Map<Integer, String> faults) {

    Delivery {
        faults = Map.copyOf(faults);
    }

    static Delivery of(IngestRequest request) {
        return new Delivery(request, Map.of());
    }
}
