package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Route;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.Notice.Kind;
import io.nocturne.server.notify.flow.Budget.Weight;
import io.nocturne.server.notify.flow.Review.Due;
import io.nocturne.server.notify.flow.Sending.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes one message of what is due for a receiver: a group's, or a digest of all when there is much at once.
///
/// **Threads** - confined to who holds the desk's lock.
public final class Composer {

    /// More news at once than this is one digest.
    public static final int STORM = 20;

    /// When nothing has come for so long, nothing is waited for.
    private static final Duration LULL = Duration.ofMillis(300);

    private final Ledger ledger;
    private final Review review;

    public Composer(Ledger ledger, Review review) {
        this.ledger = ledger;
        this.review = review;
    }

    /// The next message to a receiver.
    ///
    /// **Absent** - `avoided`, a group whose message failed again and again, unless there is one: others go
    /// first.
    public Optional<Draft> next(
            String receiverId, List<Due> news, Routing routing, @Nullable String avoided, Instant now) {
        Map<String, List<Due>> groups = new LinkedHashMap<>();
        news.forEach(due -> groups.computeIfAbsent(due.item().groupKey(), _ -> new ArrayList<>())
                .add(due));
        Map<String, List<Due>> ready = new LinkedHashMap<>();
        groups.forEach((key, dues) -> {
            if (isReady(dues, news, routing, now)) {
                ready.put(key, dues);
            }
        });
        long bad = news.stream().filter(due -> due.news().isWorse()).count();
        if (!ready.isEmpty() && bad > STORM) {
            ready.putAll(groups);
        }
        addRepeats(receiverId, ready, groups, routing, now);
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        if (ready.size() > 1 && isDigest(receiverId, ready)) {
            return Optional.of(Draft.of(
                    Sending.DIGEST,
                    ready.values().stream().flatMap(List::stream).toList(),
                    Set.of(),
                    now));
        }
        return ready.entrySet().stream()
                .map(group -> Draft.of(group.getKey(), group.getValue(), standing(receiverId, group), now))
                .max(Comparator.comparing((Draft draft) -> !draft.groupKey().equals(avoided))
                        .thenComparing(Draft::weight)
                        .thenComparing(Draft::since, Comparator.reverseOrder()));
    }

    /// Those of a group that stand and of which there is nothing new.
    private Set<String> standing(String receiverId, Map.Entry<String, List<Due>> group) {
        Set<String> told = new HashSet<>();
        group.getValue().forEach(due -> told.add(due.item().alertId()));
        Set<String> others = new LinkedHashSet<>();
        ledger.ofGroup(receiverId, group.getKey()).stream()
                .filter(item -> item.heard().stands() && !told.contains(item.alertId()))
                .forEach(item -> others.add(item.alertId()));
        return others;
    }

    private boolean isDigest(String receiverId, Map<String, List<Due>> ready) {
        List<Due> all = ready.values().stream().flatMap(List::stream).toList();
        return all.size() > STORM
                || ledger.lane(receiverId).failures() > 0
                || all.stream()
                        .anyMatch(due -> due.item().pending().isReleased()
                                || (due.item().hold() != null
                                        && due.item().hold().reason() == Hold.Reason.BUDGET));
    }

    private boolean isReady(List<Due> group, List<Due> all, Routing routing, Instant now) {
        Item any = group.getFirst().item();
        Duration wait = Duration.ofSeconds(seconds(routing, any, Route::groupWaitSeconds, 1));
        boolean isBad = group.stream()
                .anyMatch(due -> due.news().isWorse() || due.item().pending().isReleased());
        if (group.stream().anyMatch(due -> due.news().kind() == Kind.REOPENED)) {
            return true;
        }
        Instant first = group.stream()
                .map(due -> since(due, now))
                .min(Comparator.naturalOrder())
                .orElse(now);
        if (!isBad && isPartOfMore(group)) {
            Instant told = ledger.group(any).lastToldAt();
            Duration interval = Duration.ofSeconds(seconds(routing, any, Route::groupIntervalSeconds, 300));
            return told == null || !told.plus(interval).isAfter(now);
        }
        Instant last = all.stream()
                .map(due -> since(due, now))
                .max(Comparator.naturalOrder())
                .orElse(now);
        Duration lull = wait.compareTo(LULL) < 0 ? wait : LULL;
        return !first.plus(wait).isAfter(now) || !last.plus(lull).isAfter(now);
    }

    private boolean isPartOfMore(List<Due> group) {
        Item any = group.getFirst().item();
        Set<String> news = new HashSet<>();
        group.forEach(due -> news.add(due.item().alertId()));
        return ledger.ofGroup(any.receiverId(), any.groupKey()).stream()
                .anyMatch(item -> item.heard().stands() && !news.contains(item.alertId()));
    }

    private void addRepeats(
            String receiverId,
            Map<String, List<Due>> ready,
            Map<String, List<Due>> groups,
            Routing routing,
            Instant now) {
        for (AlertGroup group : ledger.groups()) {
            Instant told = group.lastToldAt();
            if (!group.receiverId().equals(receiverId) || groups.containsKey(group.groupKey()) || told == null) {
                continue;
            }
            if (!told.plusSeconds(repeatSeconds(group, routing)).isAfter(now)) {
                List<Due> again = review.repeats(group, routing, now);
                if (!again.isEmpty()) {
                    ready.put(group.groupKey(), again);
                }
            }
        }
    }

    private static long repeatSeconds(AlertGroup group, Routing routing) {
        Long own = routing.receiver(group.receiverId())
                .map(party -> party.receiver().repeatSeconds())
                .orElse(null);
        Long ofRoute = routing.route(group.routeId()).map(Route::repeatSeconds).orElse(null);
        return own != null ? own : ofRoute != null ? ofRoute : 14_400;
    }

    private static long seconds(Routing routing, Item item, Function<Route, @Nullable Long> what, long otherwise) {
        Long value = routing.route(item.routeId()).map(what).orElse(null);
        return value == null ? otherwise : value;
    }

    private static Instant since(Due due, Instant now) {
        Instant since = due.item().since();
        return since == null ? now : since;
    }

    /// What a message is to say.
    ///
    /// **Shape** - the most telling first; what is more than a message holds is in the next one.
    public record Draft(String groupKey, Kind kind, List<Said> says, Instant since, Weight weight) {

        public Draft {
            says = List.copyOf(says);
        }

        /// **Shape** - `others` of the group stand on.
        static Draft of(String groupKey, List<Due> dues, Set<String> others, Instant now) {
            List<Due> sorted = dues.stream()
                    .sorted(Comparator.comparing((Due due) -> due.news().isEnd())
                            .thenComparing(due -> due.alert().severity(), Comparator.reverseOrder())
                            .thenComparing(due -> due.alert().pendingAt())
                            .thenComparing(due -> due.alert().alertId()))
                    .toList();
            return new Draft(
                    groupKey,
                    kind(dues, !others.isEmpty()),
                    sorted.stream()
                            .limit(Notice.MAX_ITEMS)
                            .map(due ->
                                    new Said(due.item().alertId(), due.news().heard()))
                            .toList(),
                    dues.stream()
                            .map(due -> Composer.since(due, now))
                            .min(Comparator.naturalOrder())
                            .orElse(now),
                    dues.stream()
                            .map(Draft::weight)
                            .max(Comparator.naturalOrder())
                            .orElse(Weight.REPEAT_OR_RECOVERY));
        }

        private static Kind kind(List<Due> dues, boolean areOthers) {
            EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
            dues.forEach(due -> kinds.add(due.news().kind()));
            if (kinds.size() == 1) {
                Kind only = kinds.iterator().next();
                return only == Kind.RESOLVED && areOthers ? Kind.CHANGED : only;
            }
            kinds.remove(Kind.ESCALATED);
            return kinds.equals(EnumSet.of(Kind.FIRING)) ? Kind.FIRING : Kind.CHANGED;
        }

        private static Weight weight(Due due) {
            boolean isFire = due.news().kind() == Kind.FIRING || due.news().kind() == Kind.ESCALATED;
            boolean isFirst = due.item().told().firedAs() != Heard.CRITICAL;
            if (isFire && isFirst && due.news().heard() == Heard.CRITICAL) {
                return Weight.FIRST_CRITICAL;
            }
            return due.news().isWorse() ? Weight.BAD_NEWS : Weight.REPEAT_OR_RECOVERY;
        }
    }
}
