package io.nocturne.server.replay;

import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.alert.observe.WatchedRule;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One version of a rule and what became of it.
record Version(WatchedRule watched, Tally tally) {

    /// What is not seen in samples is known at every time, and has no gaps.
    static final Duration ALWAYS = Duration.ofDays(3_650);

    RuleSource source() {
        return watched.rule().source();
    }

    /// Shows an instance everything that a feed has; nothing where the rule does not look at it.
    ///
    /// **Absent** - `key` for the host itself.
    void replay(HostSummary host, @Nullable SeriesKey key, Duration interval, Consumer<InstanceReplay> feed) {
        watched.effective(host.name(), host.tags(), key).ifPresent(rule -> {
            tally.begin();
            Map<String, String> attributes = key == null ? Map.of() : key.attributes();
            InstanceReplay instance = new InstanceReplay(rule, host.name(), attributes, interval, tally);
            feed.accept(instance);
            instance.end();
        });
    }
}
