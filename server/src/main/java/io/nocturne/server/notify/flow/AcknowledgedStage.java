package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Acknowledgement;
import io.nocturne.model.alert.Alert;
import io.nocturne.server.notify.channel.Notice;
import java.time.Instant;
import java.util.Optional;

/// Holds back what somebody has in hand, as far as their acknowledgement covers it.
///
/// **Threads** - safe.
public record AcknowledgedStage() implements Stage {

    @Override
    public Optional<Hold> holds(Case news) {
        Acknowledgement held = news.alert().acknowledgement();
        if (held == null || news.news().isEnd() || news.news().kind() == Notice.Kind.REOPENED) {
            return Optional.empty();
        }
        return covers(news.alert(), news.now())
                ? news.hold(Hold.Reason.ACKNOWLEDGED, held.owner(), held.expiresAt())
                : Optional.empty();
    }

    static boolean covers(Alert alert, Instant now) {
        Acknowledgement held = alert.acknowledgement();
        return held != null && held.expiresAt().isAfter(now) && held.covers().compareTo(alert.severity()) >= 0;
    }
}
