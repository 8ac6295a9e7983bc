package io.nocturne.server.notify.flow;

import java.util.Optional;

/// Holds back what is for a receiver that is switched off, or that refused everything until somebody changes
/// it.
///
/// **Threads** - as the ledger's.
public record OffStage(Ledger ledger) implements Stage {

    @Override
    public Optional<Hold> holds(Case news) {
        boolean isOff = !news.receiver().isEnabled()
                || ledger.lane(news.receiver().id())
                        .isBlocked(news.receiver().receiver().version());
        return isOff ? news.hold(Hold.Reason.RECEIVER_OFF, "", null) : Optional.empty();
    }
}
