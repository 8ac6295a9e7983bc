package io.nocturne.server.notify.flow;

import io.nocturne.server.silence.Mutes;
import java.util.List;
import java.util.Optional;

/// Holds back what somebody silenced. The end of what was told passes: it closes what the receiver takes to be
/// open.
///
/// **Threads** - safe.
public record SilenceStage(Mutes mutes) implements Stage {

    @Override
    public Optional<Hold> holds(Case news) {
        if (news.news().isEnd()) {
            return Optional.empty();
        }
        List<String> silences = mutes.muting(news.alert().labels(), news.now());
        return silences.isEmpty() ? Optional.empty() : news.hold(Hold.Reason.SILENCED, silences.getFirst(), null);
    }
}
