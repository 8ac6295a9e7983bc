package io.nocturne.server.replay;

import io.nocturne.model.alert.RulePreview;
import io.nocturne.model.alert.RulePreview.OfHost;
import io.nocturne.model.alert.RulePreview.Outcome;
import io.nocturne.model.alert.RulePreview.WouldBe;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.alert.machine.Step.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Counts what one version of a rule would have done.
///
/// **Threads** - confined to one replay.
final class Tally {

    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);
    private static final LocalTime NIGHT = LocalTime.of(22, 0);
    private static final LocalTime DAY = LocalTime.of(7, 0);
    private static final int MAX_HOSTS = 20;

    private final ZoneId zone;
    private final Instant end;
    private final List<WouldBe> alerts = new ArrayList<>();
    private int flaps;
    private int notifications;
    private @Nullable Instant toldAt;
    private Severity told = Severity.WARNING;
    private boolean isTold;
    private boolean isFlapping;

    Tally(ZoneId zone, TimeRange range) {
        this.zone = zone;
        this.end = range.to();
    }

    /// The next changes are of another instance.
    void begin() {
        toldAt = null;
        told = Severity.WARNING;
        isTold = false;
        isFlapping = false;
    }

    void change(Change change) {
        switch (change.type()) {
            case FIRING, ESCALATED -> raised(change);
            case RESOLVED, ENDED -> ended();
            case FLAPPING -> {
                flaps++;
                notifications++;
                isFlapping = true;
            }
            case STEADY -> isFlapping = false;
            case PENDING,
                    CALMED,
                    EASED,
                    UNKNOWN,
                    KNOWN,
                    ACKNOWLEDGED,
                    UNACKNOWLEDGED,
                    EXPIRED,
                    REOPENED,
                    COMMENTED,
                    SEEN -> {
                // Nobody is told of these.
            }
        }
    }

    private void raised(Change change) {
        Severity severity = change.severity() == null ? Severity.WARNING : change.severity();
        Instant before = toldAt;
        boolean isSoon = before != null
                && Duration.between(before, change.at()).compareTo(DEDUPLICATION) < 0
                && severity.compareTo(told) <= 0;
        if (!isFlapping && !isSoon) {
            notifications++;
            toldAt = change.at();
            told = severity;
            isTold = true;
        }
    }

    private void ended() {
        if (isTold && !isFlapping) {
            notifications++;
            isTold = false;
        }
    }

    void alert(WouldBe alert) {
        alerts.add(alert);
    }

    List<WouldBe> alerts() {
        return alerts;
    }

    long seconds(WouldBe alert) {
        Instant ended = alert.endedAt();
        return Duration.between(alert.firedAt(), ended == null ? end : ended).toSeconds();
    }

    Outcome outcome() {
        long[] lengths = alerts.stream().mapToLong(this::seconds).sorted().toArray();
        return new Outcome(
                alerts.size(),
                (int) alerts.stream()
                        .filter(alert -> alert.severity() == Severity.CRITICAL)
                        .count(),
                flaps,
                notifications,
                (int) alerts.stream().filter(this::isAtNight).count(),
                lengths.length == 0 ? 0 : lengths[lengths.length / 2],
                lengths.length == 0 ? 0 : lengths[lengths.length - 1],
                LongStream.of(lengths).sum(),
                byHost(),
                alerts.stream()
                        .sorted(Comparator.comparing(WouldBe::firedAt))
                        .limit(RulePreview.MAX_LISTED)
                        .toList());
    }

    private List<OfHost> byHost() {
        Map<String, Integer> counts = new TreeMap<>();
        alerts.forEach(alert -> counts.merge(alert.host(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> new OfHost(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(OfHost::count).reversed())
                .limit(MAX_HOSTS)
                .toList();
    }

    private boolean isAtNight(WouldBe alert) {
        LocalTime time = alert.firedAt().atZone(zone).toLocalTime();
        return !time.isBefore(NIGHT) || time.isBefore(DAY);
    }
}
