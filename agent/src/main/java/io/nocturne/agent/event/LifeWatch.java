package io.nocturne.agent.event;

import io.nocturne.agent.collect.HostLife;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.model.fleet.AgentEvent;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Looks at each reading whether something happened meanwhile, and notes it in the journal.
///
/// **Threads** - confined to "collect".
public final class LifeWatch {

    private final EventJournal journal;
    private final InstantSource clock;
    private final Ticker ticker;
    private final HostLife life;
    private final TimeJumps jumps = new TimeJumps();
    private final LossWatch losses;

    /// **Shape** - `lost` counts the snapshots that had to go since the start.
    public LifeWatch(EventJournal journal, InstantSource clock, Ticker ticker, HostLife life, LongSupplier lost) {
        this.journal = journal;
        this.clock = clock;
        this.ticker = ticker;
        this.life = life;
        this.losses = new LossWatch(lost, ticker);
    }

    /// Looks now.
    public void look() {
        jumps.until(Moment.now(clock, ticker, life)).forEach(jump -> journal.add(jump.type(), jump.detail()));
        losses.untold()
                .ifPresent(count -> journal.add(
                        AgentEvent.Type.SNAPSHOTS_LOST, "%d snapshots were dropped unsent".formatted(count)));
    }
}
