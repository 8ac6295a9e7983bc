package io.nocturne.agent.event;

import io.nocturne.agent.collect.HostLife;
import io.nocturne.agent.collect.Ticker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;

/// One instant by all the clocks of a host.
///
/// **Unit** - `ticks` in nanoseconds of a clock that stands still while the host sleeps; `sinceBoot` in
/// nanoseconds of one that does not.
/// **Absent** - `sinceBoot` where the host has no such clock.
record Moment(Instant wall, long ticks, OptionalLong sinceBoot) {

    /// Asking the clocks takes microseconds; longer means that the process was held up between two of them.
    private static final long MOST_BETWEEN_NANOS = 50_000_000;

    private static final int ATTEMPTS = 3;

    /// The present one, by clocks that were asked at the same time.
    static Moment now(InstantSource clock, Ticker ticker, HostLife life) {
        Moment moment = ask(clock, ticker, life);
        for (int i = 1; i < ATTEMPTS && ticker.nanos() - moment.ticks > MOST_BETWEEN_NANOS; i++) {
            moment = ask(clock, ticker, life);
        }
        return moment;
    }

    private static Moment ask(InstantSource clock, Ticker ticker, HostLife life) {
        long ticks = ticker.nanos();
        return new Moment(clock.instant(), ticks, life.nanosSinceBoot());
    }
}
