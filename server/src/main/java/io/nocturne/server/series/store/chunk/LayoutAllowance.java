package io.nocturne.server.series.store.chunk;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many new layouts, and how large, each host may bring in an hour. One that names its layouts by the clock, or by
/// numbers that count up, would otherwise fill disk and memory for all.
///
/// **Errors** - [ProblemException] `overloaded` for what is beyond it; layouts that are known go on.
/// **Threads** - guarded by this.
public final class LayoutAllowance {

    static final int LAYOUTS_AN_HOUR = 1_000;
    static final int SERIES_AN_HOUR = 300_000;
    static final long BYTES_AN_HOUR = 16L << 20;

    private static final Logger log = LoggerFactory.getLogger(LayoutAllowance.class);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Clock clock;
    private final Function<UUID, String> hostNames;
    private final Map<UUID, Spent> spent = new HashMap<>();
    private Instant until = Instant.MIN;

    public LayoutAllowance(Clock clock, Function<UUID, String> hostNames) {
        this.clock = clock;
        this.hostNames = hostNames;
    }

    /// A host brings a new layout of so many series, which takes so many bytes on the disk.
    public synchronized void take(UUID hostId, int series, int bytes) {
        Instant now = clock.instant();
        if (!now.isBefore(until)) {
            spent.clear();
            until = now.plus(HOUR);
        }
        Spent before = spent.getOrDefault(hostId, Spent.NOTHING);
        Spent after = new Spent(before.layouts() + 1, before.series() + series, before.bytes() + bytes, false);
        if (after.layouts() <= LAYOUTS_AN_HOUR && after.series() <= SERIES_AN_HOUR && after.bytes() <= BYTES_AN_HOUR) {
            spent.put(hostId, after);
            return;
        }
        spent.put(hostId, before.asTold());
        if (!before.told()) {
            log.warn(
                    "host {} ({}) declared {} new layouts of {} series and {} KB within an hour; until {} its deliveries with further ones are refused, and those with known ones are taken. Something on it makes ever new series: look at its attributes",
                    hostNames.apply(hostId),
                    hostId,
                    before.layouts(),
                    before.series(),
                    before.bytes() >> 10,
                    until);
        }
        throw new ProblemException(
                ProblemCode.OVERLOADED,
                "this host declared %d new layouts of %d series and %d bytes within an hour, allowed are %d of %d and %d; the next is taken after %s"
                        .formatted(
                                before.layouts(),
                                before.series(),
                                before.bytes(),
                                LAYOUTS_AN_HOUR,
                                SERIES_AN_HOUR,
                                BYTES_AN_HOUR,
                                until));
    }

    private record Spent(int layouts, int series, long bytes, boolean told) {

        static final Spent NOTHING = new Spent(0, 0, 0, false);

        Spent asTold() {
            return new Spent(layouts, series, bytes, true);
        }
    }
}
