package io.nocturne.agent.event;

import io.nocturne.agent.collect.Ticker;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// Notices that snapshots were lost, at most once each [#PAUSE].
///
/// **Threads** - confined to "collect".
final class LossWatch {

    static final Duration PAUSE = Duration.ofMinutes(1);

    private final LongSupplier lost;
    private final Ticker ticker;
    private long told;
    private long toldAt;

    /// **Shape** - `lost` counts since the start.
    LossWatch(LongSupplier lost, Ticker ticker) {
        this.lost = lost;
        this.ticker = ticker;
        this.toldAt = ticker.nanos() - PAUSE.toNanos();
    }

    /// How many were lost that were not told yet; empty for none, and while the pause lasts.
    OptionalLong untold() {
        long now = ticker.nanos();
        if (now - toldAt < PAUSE.toNanos()) {
            return OptionalLong.empty();
        }
        long count = lost.getAsLong() - told;
        if (count <= 0) {
            return OptionalLong.empty();
        }
        told += count;
        toldAt = now;
        return OptionalLong.of(count);
    }
}
