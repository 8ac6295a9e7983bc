package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Alert;
import io.nocturne.server.notify.channel.Notice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says whether a receiver is to be told of an alert now.
///
/// **Threads** - as its stages'.
public final class Judge {

    private final World world;
    private final List<Stage> stages;

    /// **Shape** - the stages in the order in which they are asked; the first that holds counts.
    public Judge(World world, List<Stage> stages) {
        this.world = world;
        this.stages = List.copyOf(stages);
    }

    public Verdict of(Item item, Alert alert, Party receiver, Instant now) {
        Optional<News> found = News.of(item, alert, world.isFlapping(item.instance(), now));
        if (found.isEmpty()) {
            return standing(item, alert, receiver, now);
        }
        News news = found.get();
        if (news.heard() == item.pending().gaveUp()) {
            return news.isEnd() ? new Verdict.Over(null) : new Verdict.Quiet();
        }
        if (news.isEnd() && item.heard() == Heard.NOTHING) {
            return cameAndWent(item, alert, receiver, news, now);
        }
        return first(new Stage.Case(item, alert, news, receiver, now))
                .<Verdict>map(Verdict.Wait::new)
                .orElseGet(() -> new Verdict.Tell(news));
    }

    /// It is over before anybody was told: told once and truthfully if nothing but the way held it up.
    private Verdict cameAndWent(Item item, Alert alert, Party receiver, News news, Instant now) {
        if (item.pending().gaveUp() != null) {
            return new Verdict.Over(new Hold(Hold.Reason.UNDELIVERABLE, "", now, null));
        }
        if (item.pending().isAttempted()) {
            return new Verdict.Tell(news);
        }
        Hold before = item.hold();
        if (before != null) {
            return new Verdict.Over(before);
        }
        News raised = new News(Heard.WARNING, Notice.Kind.FIRING);
        return first(new Stage.Case(item, alert, raised, receiver, now))
                .<Verdict>map(Verdict.Over::new)
                .orElseGet(() -> new Verdict.Tell(news));
    }

    /// Nothing is new. What is silenced meanwhile is told again when that ends.
    private Verdict standing(Item item, Alert alert, Party receiver, Instant now) {
        if (item.isClosed() || !item.heard().stands() || Heard.isOver(alert)) {
            return new Verdict.Quiet();
        }
        News still = new News(item.heard(), Notice.Kind.REPEATED);
        Optional<Hold> hold = first(new Stage.Case(item, alert, still, receiver, now))
                .filter(found -> found.reason() == Hold.Reason.SILENCED);
        if (hold.isPresent()) {
            return new Verdict.Wait(hold.get());
        }
        boolean wasSilenced = item.hold() != null && item.hold().reason() == Hold.Reason.SILENCED;
        return wasSilenced ? new Verdict.Still() : new Verdict.Quiet();
    }

    /// Whether it may be told again, after a time.
    public boolean mayRepeat(Item item, Alert alert, Party receiver, Instant now) {
        News again = new News(item.heard(), Notice.Kind.REPEATED);
        return alert.status().isOpen()
                && !item.isClosed()
                && (item.heard() == Heard.WARNING || item.heard() == Heard.CRITICAL || item.heard() == Heard.UNKNOWN)
                && first(new Stage.Case(item, alert, again, receiver, now)).isEmpty();
    }

    private Optional<Hold> first(Stage.Case news) {
        return stages.stream().flatMap(stage -> stage.holds(news).stream()).findFirst();
    }

    /// What is to be done.
    public sealed interface Verdict {

        /// There is nothing to tell.
        record Quiet() implements Verdict {}

        record Tell(News news) implements Verdict {}

        record Wait(Hold hold) implements Verdict {}

        /// A silence over it has ended, and it stands.
        record Still() implements Verdict {}

        /// It is over and will not be told.
        ///
        /// **Absent** - `missed` where the receiver lost nothing by it.
        record Over(@Nullable Hold missed) implements Verdict {}
    }
}
