package io.nocturne.server.notify.flow;

import io.nocturne.server.notify.flow.Hold.Reason;
import java.util.Optional;

/// Holds back what nobody is on call for, and what is new from those who are no longer. They are told the end
/// of what they know.
///
/// **Threads** - as its roster's.
public record DutyStage(Roster roster) implements Stage {

    @Override
    public Optional<Hold> holds(Case news) {
        Party receiver = news.receiver();
        Duty duty = receiver.duty();
        String schedules = String.join(", ", duty.schedules());
        if (duty.isVacant()) {
            return news.hold(Reason.NOBODY_ON_CALL, schedules, null);
        }
        return duty.user() == null || news.news().isEnd() || roster.isOnCall(receiver, news.now())
                ? Optional.empty()
                : news.hold(Reason.OFF_DUTY, schedules, null);
    }
}
