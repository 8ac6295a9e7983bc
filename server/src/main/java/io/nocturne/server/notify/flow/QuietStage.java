package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Receiver.QuietHours;
import io.nocturne.model.alert.Severity;
import io.nocturne.server.platform.calendar.WeeklyTimes;
import java.time.Instant;
import java.util.Optional;

/// Holds back what comes in a receiver's quiet hours, recoveries included.
///
/// **Threads** - safe.
public record QuietStage() implements Stage {

    @Override
    public Optional<Hold> holds(Case news) {
        QuietHours quiet = news.receiver().receiver().quietHours();
        if (quiet == null) {
            return Optional.empty();
        }
        boolean breaksThrough = quiet.criticalsBreakThrough()
                && news.alert().severity() == Severity.CRITICAL
                && news.news().isWorse();
        if (breaksThrough) {
            return Optional.empty();
        }
        Optional<Instant> end = WeeklyTimes.endOf(quiet.windows(), news.now());
        return end.flatMap(until -> news.hold(Hold.Reason.QUIET_HOURS, "", until.equals(Instant.MAX) ? null : until));
    }
}
