package io.nocturne.server.replay;

import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.alert.observe.WatchedRule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One version of a rule and what became of it.
record Version(WatchedRule watched, Tally tally) {

    RuleSource source() {
        return watched.rule().source();
    }

    /// The machine for an instance; empty where the rule does not look at it.
    ///
    /// **Absent** - `key` for the host itself.
    Optional<InstanceReplay> instance(HostSummary host, @Nullable SeriesKey key, Duration interval) {
        return watched.effective(host.name(), host.tags(), key)
                .map(rule -> new InstanceReplay(
                        rule, host.name(), key == null ? Map.of() : key.attributes(), interval, tally));
    }
}
