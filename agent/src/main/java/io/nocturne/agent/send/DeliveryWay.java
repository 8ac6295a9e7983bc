package io.nocturne.agent.send;

import java.util.function.Supplier;

/// A way to the server, and how to wait when it fails.
///
/// **Shape** - snapshots and events wait each for themselves; `close` gives up its connections.
/// **Threads** - confined to "send", but for the making.
public record DeliveryWay(
        BatchSender snapshots, Backoff backoff, EventSender events, Backoff eventBackoff, Runnable close) {

    /// **Shape** - `backoff` makes a new one for each of the two.
    public static DeliveryWay of(BatchSender snapshots, EventSender events, Supplier<Backoff> backoff, Runnable close) {
        return new DeliveryWay(snapshots, backoff.get(), events, backoff.get(), close);
    }

    /// A way that no event takes.
    static DeliveryWay ofSnapshots(BatchSender snapshots, Backoff backoff) {
        EventSender none = _ -> new EventSender.Refused("no events here");
        return new DeliveryWay(snapshots, backoff, none, backoff, () -> {});
    }
}
