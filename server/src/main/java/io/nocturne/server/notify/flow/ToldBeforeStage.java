package io.nocturne.server.notify.flow;

import io.nocturne.server.notify.channel.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// Holds back what was told a moment ago and came again, unless it is worse.
///
/// **Threads** - as the ledger's.
public record ToldBeforeStage(Ledger ledger) implements Stage {

    static final Duration WINDOW = Duration.ofMinutes(5);

    @Override
    public Optional<Hold> holds(Case news) {
        if (news.news().kind() != Notice.Kind.FIRING) {
            return Optional.empty();
        }
        Optional<Ledger.Telling> last = ledger.tellings(
                        news.item().receiverId(), news.item().instance())
                .filter(told -> told.at().plus(WINDOW).isAfter(news.now()))
                .max(Comparator.comparing(Ledger.Telling::heard).thenComparing(Ledger.Telling::at));
        if (last.isEmpty() || news.news().heard().compareTo(last.get().heard()) > 0) {
            return Optional.empty();
        }
        Instant until = last.get().at().plus(WINDOW);
        return news.hold(Hold.Reason.TOLD_BEFORE, "", until);
    }
}
