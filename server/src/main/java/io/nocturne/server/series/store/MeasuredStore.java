package io.nocturne.server.series.store;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.nocturne.model.fleet.StoreStatus;
import io.nocturne.model.fleet.StoreStatus.State;
import io.nocturne.model.fleet.StoreStatus.TierSize;
import io.nocturne.server.platform.database.DiskWatch;
import io.nocturne.server.series.StoreHealth;
import io.nocturne.server.series.store.chunk.Tier;
import io.nocturne.server.series.store.journal.StoreMeter;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// Reads off the store's parts how it does.
///
/// **Threads** - safe.
final class MeasuredStore implements StoreHealth, MeterBinder {

    private final StoreParts parts;

    MeasuredStore(StoreParts parts) {
        this.parts = parts;
    }

    @Override
    public StoreStatus status() {
        StoreMeter meter = parts.meter();
        Upkeep upkeep = parts.upkeep();
        LeaderWork leader = parts.leaderWork();
        DiskWatch disk = parts.disk();
        return new StoreStatus(
                state(),
                meter.journalSegments(),
                meter.journalBytes(),
                meter.failedWrites(),
                parts.head().bytes(),
                parts.head().maxBytes(),
                upkeep.lastSealedAt(),
                leader.rollupBlocks(),
                leader.rollupLagMillis(),
                leader.setAsideCount(),
                leader.setAside(),
                leader.sizes(),
                disk.freeBytes().orElse(null),
                disk.bytesPerDay().orElse(null),
                disk.fullAt().orElse(null));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(
                registry,
                "nocturne.store.journal.segments",
                "Group commits since the start",
                StoreMeter::journalSegments);
        counter(
                registry,
                "nocturne.store.journal.written",
                "Bytes written to the journal since the start",
                StoreMeter::journalBytes);
        counter(
                registry,
                "nocturne.store.journal.failures",
                "Group commits that failed since the start",
                StoreMeter::failedWrites);
        gauge(registry, "nocturne.store.head.bytes", "What waits in memory to be sealed", parts.head()::bytes);
        gauge(registry, "nocturne.store.head.limit.bytes", "What may wait in memory", parts.head()::maxBytes);
        gauge(
                registry,
                "nocturne.store.kept.bytes",
                "Chunks of the last minutes in memory, for those that ask for them",
                parts.kept()::bytes);
        gauge(registry, "nocturne.store.kept.limit.bytes", "What they may take", parts.kept()::maxBytes);
        gauge(registry, "nocturne.store.seal.lag.seconds", "Since the last seal", parts.upkeep()::sealLagSeconds);
        gauge(
                registry,
                "nocturne.store.rollup.blocks",
                "Blocks that could be rolled up",
                parts.leaderWork()::rollupBlocks);
        gauge(
                registry,
                "nocturne.store.rollup.lag.seconds",
                "How far back the oldest of them begins",
                () -> parts.leaderWork().rollupLagMillis() / 1_000);
        gauge(
                registry,
                "nocturne.store.set.aside",
                "Blocks and tables that fail and are left alone for a while",
                parts.leaderWork()::setAsideCount);
        gauge(
                registry,
                "nocturne.store.read.only",
                "1 while the disk is nearly full",
                () -> parts.disk().isFull() ? 1 : 0);
        gauge(
                registry,
                "nocturne.store.failing",
                "1 while the last write or seal failed",
                () -> state() == State.FAILING ? 1 : 0);
        gauge(
                registry,
                "nocturne.store.disk.free.bytes",
                "Left on the database's disk, if it is this server's",
                () -> parts.disk().freeBytes().<Number>map(free -> free).orElse(Double.NaN));
        for (Tier tier : Tier.values()) {
            Gauge.builder("nocturne.store.tier.bytes", () -> bytes(tier))
                    .description("On the disk, with indexes")
                    .tag("tier", tier.tableName())
                    .register(registry);
        }
    }

    private long bytes(Tier tier) {
        return parts.leaderWork().sizes().stream()
                .filter(size -> size.tier().equals(tier.tableName()))
                .mapToLong(TierSize::bytes)
                .sum();
    }

    private static void gauge(MeterRegistry registry, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    private void counter(MeterRegistry registry, String name, String description, ToDoubleFunction<StoreMeter> value) {
        // The registry keeps the meter only weakly; the parts keep it for good.
        FunctionCounter.builder(name, parts.meter(), value)
                .description(description)
                .register(registry);
    }

    private State state() {
        if (parts.disk().isFull()) {
            return State.READ_ONLY;
        }
        return parts.node().isLost()
                        || parts.upkeep().isFailing()
                        || parts.meter().lastWriteFailed()
                ? State.FAILING
                : State.OK;
    }
}
