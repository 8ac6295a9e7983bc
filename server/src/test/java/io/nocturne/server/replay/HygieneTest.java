package io.nocturne.server.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertHygiene;
import io.nocturne.model.alert.AlertHygiene.Rate;
import io.nocturne.model.alert.AlertHygiene.Verdict;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HygieneTest {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final TimeRange DAY = new TimeRange(START, START.plus(Duration.ofDays(1)));

    @ParameterizedTest
    @CsvSource({"150, GOOD", "151, BEARABLE", "300, BEARABLE", "301, TOO_MANY"})
    void comparesWithTheTargets(double average, Verdict verdict) {
        assertThat(Rate.of(average, 150, 300).verdict()).isEqualTo(verdict);
    }

    @Test
    void ratesAreForEachOperator() {
        AlertHygiene report = report(2, every(Duration.ofMinutes(3), 480));

        assertThat(report.count()).isEqualTo(480);
        assertThat(report.perDay().average()).isEqualTo(240);
        assertThat(report.perDay().verdict()).isEqualTo(Verdict.BEARABLE);
        assertThat(report.perHour().average()).isEqualTo(10);
        assertThat(report.perTenMinutes().average()).isCloseTo(1.67, Offset.offset(0.01));
    }

    @Test
    void aFloodBeginsAboveTenAndEndsBelowFive() {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            alerts.add(alert("cpu", "host-" + i, START.plusSeconds(3_600 + i)));
        }
        for (int i = 0; i < 6; i++) {
            alerts.add(alert("cpu", "more-" + i, START.plusSeconds(3_600 + 480 + i)));
        }

        AlertHygiene report = report(1, alerts);

        assertThat(report.floods().count()).isOne();
        // From the minute of the eleven until ten minutes after the six.
        assertThat(report.floods().percentOfTime()).isCloseTo(18 * 100.0 / 1_440, Offset.offset(0.01));
        assertThat(report.peak().count()).isEqualTo(17);
        assertThat(report.peak().at()).isEqualTo(START.plusSeconds(3_600));
    }

    @Test
    void hoursWithMoreThanThirtyAreCounted() {
        assertThat(report(1, every(Duration.ofSeconds(100), 31)).hoursAboveThirtyPercent())
                .isCloseTo(100.0 / 24, Offset.offset(0.01));
        assertThat(report(1, every(Duration.ofSeconds(100), 30)).hoursAboveThirtyPercent())
                .isZero();
    }

    @Test
    void threeRaisesOfOneInstanceWithinTenMinutesAreChattering() {
        AlertHygiene report = report(
                1,
                List.of(
                        alert("cpu", "a", START),
                        alert("cpu", "a", START.plusSeconds(200)),
                        alert("cpu", "a", START.plusSeconds(599)),
                        alert("cpu", "b", START),
                        alert("cpu", "b", START.plusSeconds(200)),
                        alert("cpu", "b", START.plusSeconds(600))));

        assertThat(report.chattering())
                .extracting(AlertHygiene.Chattering::host)
                .containsExactly("a");
        assertThat(report.worstRules()).singleElement().satisfies(rule -> {
            assertThat(rule.ruleId()).isEqualTo("cpu");
            assertThat(rule.count()).isEqualTo(6);
            assertThat(rule.chattering()).isOne();
        });
    }

    @Test
    void whatHasFiredForMoreThanADayIsListed() {
        Alert old = alert("disk", "a", START.minusSeconds(1));
        Alert young = alert("disk", "b", START.plusSeconds(1));

        AlertHygiene report = new Hygiene(DAY, 1, List.of()).report(List.of(young, old), rule -> null);

        assertThat(report.standing()).extracting(AlertHygiene.Standing::host).containsExactly("a");
    }

    @Test
    void withoutAnAlarmNothingIsBad() {
        AlertHygiene report = report(1, List.of());

        assertThat(report.peak().at()).isNull();
        assertThat(report.topTenPercent()).isZero();
        assertThat(report.perDay().verdict()).isEqualTo(Verdict.GOOD);
        assertThat(report.worstRules()).isEmpty();
    }

    private static AlertHygiene report(int operators, List<Alert> alerts) {
        return new Hygiene(DAY, operators, alerts).report(List.of(), rule -> null);
    }

    private static List<Alert> every(Duration step, int count) {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            alerts.add(alert("cpu", "host-" + i, START.plus(step.multipliedBy(i))));
        }
        return alerts;
    }

    private static Alert alert(String rule, String host, Instant firedAt) {
        return new Alert(
                host + firedAt,
                1,
                rule,
                rule,
                host,
                host,
                null,
                Map.of(),
                Map.of(),
                AlertStatus.RESOLVED,
                Severity.WARNING,
                false,
                false,
                1,
                null,
                null,
                firedAt,
                firedAt,
                null,
                firedAt,
                null,
                null,
                null,
                null,
                true,
                List.of(),
                null,
                null,
                null,
                null);
    }
}
