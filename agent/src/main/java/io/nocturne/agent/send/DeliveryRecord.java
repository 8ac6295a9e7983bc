package io.nocturne.agent.send;

import java.time.Instant;
import java.util.Optional;

/// How deliveries went since the start.
///
/// **Shape** - `delivered` snapshots are in the server, not counting those that it refused.
/// **Absent** - `acknowledged` before the first delivery, `failed` before the first failure.
/// **Threads** - immutable.
public record DeliveryRecord(long delivered, Optional<Acknowledged> acknowledged, Optional<Failed> failed) {

    static final DeliveryRecord NONE = new DeliveryRecord(0, Optional.empty(), Optional.empty());

    DeliveryRecord acknowledged(Instant time, long sequence, int count) {
        return new DeliveryRecord(delivered + count, Optional.of(new Acknowledged(time, sequence)), failed);
    }

    DeliveryRecord failed(Instant time, String cause) {
        return new DeliveryRecord(delivered, acknowledged, Optional.of(new Failed(time, cause)));
    }

    /// The last delivery: when, and the number of its last snapshot.
    public record Acknowledged(Instant time, long sequence) {}

    /// The last attempt that failed: when and why.
    public record Failed(Instant time, String cause) {}
}
