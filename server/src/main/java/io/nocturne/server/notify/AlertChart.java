package io.nocturne.server.notify;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.ingest.SeriesMatch;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.chart.ChartPicture;
import io.nocturne.server.notify.chart.Course;
import io.nocturne.server.rule.EffectiveRule;
import io.nocturne.server.rule.Layers;
import io.nocturne.server.rule.RuleBook;
import io.nocturne.server.series.RecentSamples;
import io.nocturne.server.series.RecentSamples.RecentSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Draws how the value of a message's first alert went: the last hour of its own series, or less if it was
/// raised lately, with the thresholds that count for it.
///
/// **Absent** - for alerts that are not about a series of a metric, and where there are no samples.
/// **Threads** - safe; asks the database.
final class AlertChart {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration BEFORE_RAISE = Duration.ofMinutes(10);
    /// More than the picture has columns.
    private static final int MAX_POINTS = 1_200;

    private final RecentSamples samples;
    private final RuleBook rules;
    private final Function<UUID, Map<String, String>> tags;
    private final ChartPicture picture;

    AlertChart(RecentSamples samples, RuleBook rules, Function<UUID, Map<String, String>> tags, ChartPicture picture) {
        this.samples = samples;
        this.rules = rules;
        this.tags = tags;
        this.picture = picture;
    }

    Optional<byte[]> of(Notice notice) {
        if (notice.isDrill()
                || notice.kind() == Notice.Kind.TEST
                || notice.items().isEmpty()) {
            return Optional.empty();
        }
        Alert alert = notice.items().getFirst().alert();
        Optional<AlertRule> rule = rules.current().find(alert.ruleId()).filter(AlertChart::isOfSeries);
        return rule.flatMap(
                known -> series(alert, notice.at()).flatMap(found -> picture.png(course(notice, alert, known, found))));
    }

    private static boolean isOfSeries(AlertRule rule) {
        return rule.source() instanceof RuleSource.Metric;
    }

    private Optional<RecentSeries> series(Alert alert, Instant now) {
        String metric = alert.metric();
        if (metric == null) {
            return Optional.empty();
        }
        Instant hourAgo = now.minus(LONGEST);
        Instant beforeRaise = alert.pendingAt().minus(BEFORE_RAISE);
        TimeRange range = new TimeRange(beforeRaise.isAfter(hourAgo) ? beforeRaise : hourAgo, now.plusMillis(1));
        Predicate<RecentSeries> isOwn = found -> found.key().attributes().equals(alert.attributes());
        return samples
                .recent(UUID.fromString(alert.hostId()), new SeriesMatch(Set.of(metric), alert.attributes()), range)
                .stream()
                .filter(isOwn)
                .findFirst();
    }

    private Course course(Notice notice, Alert alert, AlertRule rule, RecentSeries found) {
        int size = found.values().length;
        int step = (size + MAX_POINTS - 1) / MAX_POINTS;
        List<Instant> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < size; i += step) {
            times.add(Instant.ofEpochMilli(found.timesMillis()[i]));
            values.add(found.values()[i]);
        }
        Optional<EffectiveRule> counts = new Layers(rule)
                .effective(alert.host(), tags.apply(UUID.fromString(alert.hostId())), alert.attributes());
        return new Course(
                "%s: %s".formatted(alert.host(), alert.ruleName()),
                times,
                values,
                raise(counts, Severity.WARNING),
                raise(counts, Severity.CRITICAL),
                alert.metric(),
                alert.unit(),
                notice.zone(),
                notice.language());
    }

    private static @Nullable Double raise(Optional<EffectiveRule> counts, Severity severity) {
        return counts.flatMap(rule -> rule.level(severity))
                .map(EffectiveRule.Level::raise)
                .orElse(null);
    }
}
