package io.nocturne.console.state;

import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.HostSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A host and its newest values.
///
/// **Absent** - `load` until the first snapshot came over this connection.
public record HostNow(HostSummary host, @Nullable HostLoad load) {

    /// When the newest sample that we know of was taken, by the host's clock.
    public Optional<Instant> newestSample() {
        Instant summary = host.lastSampleAt();
        Instant live = load == null ? null : load.time();
        if (summary == null || live == null) {
            return Optional.ofNullable(summary == null ? live : summary);
        }
        return Optional.of(summary.isAfter(live) ? summary : live);
    }

    /// How old that sample is, never negative.
    public Optional<Duration> age(Instant serverNow) {
        return newestSample()
                .map(time -> Duration.between(time, serverNow))
                .map(age -> age.isNegative() ? Duration.ZERO : age);
    }

    /// The goodbye that still holds: a newer sample that came live ends it before the server says so.
    public Optional<HostStop> stop() {
        return Optional.ofNullable(host.stop())
                .filter(stop -> !stop.isOver(newestSample().orElse(null)));
    }

    /// Whether the data is fresh, judged at this time and not when the server last said so.
    public HostState state(Instant serverNow) {
        return HostState.of(
                host.stop(),
                newestSample().orElse(null),
                host.excusedUntil(),
                Duration.ofMillis(host.intervalMillis()),
                serverNow);
    }
}
