package io.nocturne.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.Notice.Item;
import io.nocturne.server.notify.chart.ChartPicture;
import io.nocturne.server.rule.DefaultRules;
import io.nocturne.server.rule.RuleSet;
import io.nocturne.server.series.RecentSamples.RecentSeries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertChartTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String METRIC = "system.memory.utilization";
    private static final Map<String, String> OWN = Map.of("system.memory.state", "used");

    private final List<TimeRange> asked = new ArrayList<>();
    private Map<String, String> stored = OWN;

    private final AlertChart chart = new AlertChart(
            (_, _, window) -> {
                asked.add(window);
                long start = window.from().toEpochMilli();
                return List.of(new RecentSeries(
                        new SeriesKey(METRIC, new TreeMap<>(stored)),
                        new long[] {start, start + 5_000, start + 10_000},
                        new double[] {0.5, 0.8, 0.95}));
            },
            () -> new RuleSet(1, DefaultRules.all()),
            _ -> Map.of(),
            new ChartPicture());

    @Test
    void theLastHourIsDrawn() {
        Optional<byte[]> png = chart.of(notice(alert("memory", METRIC, NOW.minusSeconds(7_200)), Notice.Kind.FIRING));

        assertThat(png).hasValueSatisfying(bytes -> assertThat(bytes).startsWith(0x89, 'P', 'N', 'G'));
        assertThat(asked).containsExactly(new TimeRange(NOW.minusSeconds(3_600), NOW.plusMillis(1)));
    }

    @Test
    void whatWasRaisedLatelyIsDrawnFromTenMinutesBefore() {
        chart.of(notice(alert("memory", METRIC, NOW.minusSeconds(60)), Notice.Kind.FIRING));

        assertThat(asked).extracting(TimeRange::from).containsExactly(NOW.minusSeconds(660));
    }

    @Test
    void anotherSeriesNoMetricAndATestHaveNoChart() {
        Alert known = alert("memory", METRIC, NOW);
        assertThat(chart.of(notice(known, Notice.Kind.TEST))).isEmpty();
        assertThat(chart.of(notice(alert("host-silent", null, NOW), Notice.Kind.FIRING)))
                .isEmpty();
        assertThat(chart.of(notice(alert("gone", METRIC, NOW), Notice.Kind.FIRING)))
                .isEmpty();
        stored = Map.of("system.memory.state", "free");
        assertThat(chart.of(notice(known, Notice.Kind.FIRING))).isEmpty();
    }

    @Test
    void onlyEmailHasOneAndAFailureIsNoObstacle() {
        Notice plain = notice(alert("memory", METRIC, NOW), Notice.Kind.FIRING);
        Charts charts = new Charts(chart::of, Runnable::run, Duration.ofSeconds(10));
        Charts broken = new Charts(
                _ -> {
                    throw new IllegalStateException("no database");
                },
                Runnable::run,
                Duration.ofSeconds(10));

        assertThat(charts.into(plain, "email").chartPng()).isNotNull();
        assertThat(charts.into(plain, "slack").chartPng()).isNull();
        assertThat(broken.into(plain, "email").chartPng()).isNull();
        assertThat(broken.into(plain, "email").noticeId()).isEqualTo("n1");
        assertThat(charts.leftOut()).isZero();
        assertThat(broken.leftOut()).isEqualTo(2);
    }

    @Test
    void aChartThatTakesTooLongIsLeftOut() {
        CompletableFuture<Optional<byte[]>> never = new CompletableFuture<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Charts slow = new Charts(_ -> never.join(), executor, Duration.ofMillis(20));

            assertThat(slow.into(notice(alert("memory", METRIC, NOW), Notice.Kind.FIRING), "email")
                            .chartPng())
                    .isNull();
            assertThat(slow.leftOut()).isOne();
            never.complete(Optional.empty());
        }
    }

    @SuppressWarnings("NullAway") // it does not see that the array may be absent
    private static Notice notice(Alert alert, Notice.Kind kind) {
        return new Notice(
                "n1",
                "g1",
                kind,
                Locale.ENGLISH,
                ZoneOffset.UTC,
                NOW,
                List.of(new Item(alert, null, null, null, null)),
                0,
                0,
                false,
                false,
                null,
                "https://localhost",
                null,
                null);
    }

    private static Alert alert(String ruleId, @Nullable String metric, Instant pendingAt) {
        return new Alert(
                "a1",
                1,
                ruleId,
                ruleId,
                new UUID(1, 1).toString(),
                "web-1",
                metric,
                OWN,
                Map.of(),
                AlertStatus.FIRING,
                Severity.WARNING,
                false,
                false,
                0.95,
                0.85,
                "1",
                pendingAt,
                pendingAt,
                null,
                pendingAt,
                null,
                null,
                null,
                null,
                false,
                List.of(),
                null,
                null,
                null,
                null);
    }
}
