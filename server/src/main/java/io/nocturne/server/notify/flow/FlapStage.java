package io.nocturne.server.notify.flow;

import java.util.Optional;

/// Holds back everything of an instance that comes and goes, once a receiver was told that it does.
///
/// **Threads** - as the world's.
public record FlapStage(World world, Ledger ledger) implements Stage {

    @Override
    public Optional<Hold> holds(Case news) {
        Item item = news.item();
        if (!world.isFlapping(item.instance(), news.now())) {
            return Optional.empty();
        }
        boolean isTold = item.heard() == Heard.FLAPPING
                || ledger.ofInstance(item.receiverId(), item.instance())
                        .anyMatch(other -> other.heard() == Heard.FLAPPING);
        return isTold ? news.hold(Hold.Reason.FLAPPING, "", null) : Optional.empty();
    }
}
