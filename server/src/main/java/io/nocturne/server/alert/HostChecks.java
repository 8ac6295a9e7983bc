package io.nocturne.server.alert;

import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.server.alert.machine.AlertMachine;
import io.nocturne.server.rule.EffectiveRule;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a host without looking at its samples.
///
/// **Threads** - stateless.
final class HostChecks {

    private HostChecks() {}

    /// For how many of its intervals a host has been silent.
    ///
    /// **Absent** - NaN for one that never reported, and as long as silence is not its fault.
    static double silentIntervals(HostSummary host, Instant now) {
        Instant heard = host.lastReceivedAt();
        Instant excused = host.excusedUntil();
        if (heard == null || (excused != null && now.isBefore(excused)) || host.intervalMillis() <= 0) {
            return Double.NaN;
        }
        return Math.max(0, Duration.between(heard, now).toMillis() / (double) host.intervalMillis());
    }

    /// Whether nobody knows how its series are.
    static boolean isSilent(HostSummary host, Instant now) {
        return silentIntervals(host, now) > AlertMachine.GAP_INTERVALS;
    }

    /// Seconds, whichever way; NaN until a delivery told.
    static double clockSkew(HostSummary host) {
        Long millis = host.clockSkewMillis();
        return millis == null ? Double.NaN : Math.abs(millis) / 1_000.0;
    }

    /// Why a host is silent, in a word that does not change.
    static String cause(HostSummary host) {
        HostStop stop = host.stop();
        StopReason reason = stop == null ? null : stop.reason();
        if (reason == null) {
            return stop == null ? "noWord" : "agentStopped";
        }
        return switch (reason) {
            case AGENT_STOPPED -> "agentStopped";
            case HOST_SHUTDOWN -> "hostShutdown";
            case HOST_SUSPEND -> "hostSuspended";
        };
    }

    /// Who said goodbye is no more than a warning.
    static @Nullable Severity atMost(EffectiveRule rule, HostSummary host) {
        return rule.rule().source() instanceof RuleSource.HostSilent && host.stop() != null ? Severity.WARNING : null;
    }
}
