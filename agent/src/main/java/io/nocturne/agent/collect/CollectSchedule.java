package io.nocturne.agent.collect;

import java.time.Duration;
import java.time.Instant;

/// When to read: at every whole multiple of the interval since the epoch, so that the readings of all hosts
/// line up and no delay of one reading shifts the next.
///
/// **Shape** - a reading that takes longer than the interval skips instants; it never makes them up in a
/// burst.
/// **Threads** - immutable.
/// **Source** - with 5 s, after 10:00:02 comes 10:00:05; after 10:00:05 sharp comes 10:00:10.
public record CollectSchedule(Duration interval) {

    public CollectSchedule {
        if (interval.toMillis() <= 0) {
            throw new IllegalArgumentException("interval must be a millisecond or more, is " + interval);
        }
    }

    /// The first instant of the schedule after `now`.
    public Instant after(Instant now) {
        long step = interval.toMillis();
        return Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli(), step) + 1) * step);
    }

    /// The instant to read at after a reading for `last`. A clock that was slewed back a little must not
    /// bring the same instant twice; one that was set back by more starts over from where it is.
    Instant following(Instant last, Instant now) {
        boolean slewed = now.isBefore(last) && Duration.between(now, last).compareTo(interval) < 0;
        return after(slewed ? last : now);
    }
}
