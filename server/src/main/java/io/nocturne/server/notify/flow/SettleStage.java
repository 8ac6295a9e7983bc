package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Holds back for a moment what may be explained by something that is not known yet: a host behind another
/// that falls silent first, an alert of which nobody knows anything any more, and what a silent host had when
/// it is back.
///
/// **Threads** - as the world's.
public record SettleStage(World world) implements Stage {

    /// So long an alert may be unknown before it is told that no alert of a silent host says why.
    static final Duration UNEXPLAINED = Duration.ofSeconds(30);

    @Override
    public Optional<Hold> holds(Case news) {
        if (news.news().isEnd()) {
            return Optional.empty();
        }
        Hold before = news.item().hold();
        if (before != null && before.reason() == Hold.Reason.SUPPRESSED) {
            return news.hold(Hold.Reason.SETTLING, "", news.now().plus(world.settleTime(news.alert())));
        }
        if (before != null && before.reason() == Hold.Reason.SETTLING && before.until() != null) {
            return before.until().isAfter(news.now()) ? Optional.of(before) : Optional.empty();
        }
        Duration wait = wait(news);
        Instant since = news.item().since() == null ? news.now() : news.item().since();
        Instant until = since.plus(wait);
        return until.isAfter(news.now()) ? news.hold(Hold.Reason.SETTLING, "", until) : Optional.empty();
    }

    private Duration wait(Case news) {
        Alert alert = news.alert();
        if (news.news().heard() == Heard.UNKNOWN) {
            return UNEXPLAINED;
        }
        boolean isFirst = news.item().heard() == Heard.NOTHING;
        return isFirst && world.saysSilent(alert) && world.parent(alert.host()).isPresent()
                ? world.settleTime(alert)
                : Duration.ZERO;
    }
}
