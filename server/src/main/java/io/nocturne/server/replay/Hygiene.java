package io.nocturne.server.replay;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertHygiene;
import io.nocturne.model.alert.AlertHygiene.BadActor;
import io.nocturne.model.alert.AlertHygiene.Chattering;
import io.nocturne.model.alert.AlertHygiene.Floods;
import io.nocturne.model.alert.AlertHygiene.Mend;
import io.nocturne.model.alert.AlertHygiene.Peak;
import io.nocturne.model.alert.AlertHygiene.Rate;
import io.nocturne.model.alert.AlertHygiene.Standing;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Counts alarms against the targets.
///
/// **Shape** - an alarm is a raise; the alerts are those that were raised in the stretch, in any order, and
/// `standing` those that fire at its end.
/// **Source** - ANSI/ISA-18.2-2016, performance metrics; EEMUA 191, 3rd edition: 150 a day and at most 300, 6
/// an hour and 12, 1 in ten minutes and 2; at most 10 in any ten minutes; a flood begins above 10 in ten
/// minutes and ends below 5, less than 1 % of the time; hours with more than 30 less than 1 %.
/// **Threads** - confined to one question.
final class Hygiene {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration LONG = Duration.ofHours(24);
    private static final int FLOOD_ABOVE = 10;
    private static final int FLOOD_BELOW = 5;
    private static final int BUSY_HOUR = 30;
    private static final int CHATTERING = 3;
    private static final int TEN = 10;
    private static final int MAX_LISTED = 100;
    private static final double PERCENT = 100;

    private final TimeRange range;
    private final int operators;
    private final List<Alert> raised;
    private final long[] times;

    Hygiene(TimeRange range, int operators, List<Alert> raised) {
        this.range = range;
        this.operators = operators;
        this.raised =
                raised.stream().sorted(Comparator.comparing(Hygiene::firedAt)).toList();
        this.times = this.raised.stream()
                .mapToLong(alert -> firedAt(alert).toEpochMilli())
                .toArray();
    }

    /// **Shape** - `mends` by the rule's id.
    AlertHygiene report(List<Alert> open, Function<String, @Nullable Mend> mends) {
        double days = range.span().toMillis() / (double) Duration.ofDays(1).toMillis();
        double each = times.length / days / operators;
        return new AlertHygiene(
                range.from(),
                range.to(),
                operators,
                times.length,
                Rate.of(each, 150, 300),
                Rate.of(each / 24, 6, 12),
                Rate.of(each / 144, 1, 2),
                peak(),
                floods(),
                busyHoursPercent(),
                topTenPercent(),
                percent(raised.stream()
                        .filter(alert -> alert.severity() == Severity.CRITICAL)
                        .count()),
                chattering().stream().limit(MAX_LISTED).toList(),
                standing(open),
                worstRules(mends));
    }

    private Peak peak() {
        int most = 0;
        long at = 0;
        int first = 0;
        for (int i = 0; i < times.length; i++) {
            while (times[first] <= times[i] - TEN_MINUTES.toMillis()) {
                first++;
            }
            if (i - first + 1 > most) {
                most = i - first + 1;
                at = times[first];
            }
        }
        return new Peak(most == 0 ? null : Instant.ofEpochMilli(at), most / (double) operators, FLOOD_ABOVE);
    }

    /// In minutes of the clock: each looks back over ten.
    private Floods floods() {
        long from = range.from().toEpochMilli();
        int minutes = Math.toIntExact(
                Math.ceilDiv(range.span().toMillis(), Duration.ofMinutes(1).toMillis()));
        int[] perMinute = new int[minutes];
        for (long time : times) {
            perMinute[Math.toIntExact(Math.clamp((time - from) / 60_000, 0, minutes - 1))]++;
        }
        int floods = 0;
        int flooded = 0;
        boolean isFlood = false;
        int sum = 0;
        for (int i = 0; i < minutes; i++) {
            sum += perMinute[i] - (i >= TEN ? perMinute[i - TEN] : 0);
            double each = sum / (double) operators;
            if (!isFlood && each > FLOOD_ABOVE) {
                isFlood = true;
                floods++;
            } else if (isFlood && each < FLOOD_BELOW) {
                isFlood = false;
            }
            flooded += isFlood ? 1 : 0;
        }
        return new Floods(floods, flooded * PERCENT / minutes, 1);
    }

    private double busyHoursPercent() {
        long hour = Duration.ofHours(1).toMillis();
        int hours = Math.toIntExact(Math.ceilDiv(range.span().toMillis(), hour));
        int[] perHour = new int[hours];
        for (long time : times) {
            perHour[Math.toIntExact(Math.clamp((time - range.from().toEpochMilli()) / hour, 0, hours - 1))]++;
        }
        return Arrays.stream(perHour)
                        .filter(count -> count / (double) operators > BUSY_HOUR)
                        .count()
                * PERCENT
                / hours;
    }

    private double topTenPercent() {
        return percent(byInstance().values().stream()
                .mapToLong(List::size)
                .boxed()
                .sorted(Comparator.reverseOrder())
                .limit(TEN)
                .mapToLong(Long::longValue)
                .sum());
    }

    private double percent(long of) {
        return raised.isEmpty() ? 0 : of * PERCENT / raised.size();
    }

    private List<Chattering> chattering() {
        List<Chattering> found = new ArrayList<>();
        byInstance().forEach((instance, alerts) -> {
            if (isChattering(alerts)) {
                found.add(new Chattering(instance.ruleId(), instance.host(), instance.attributes(), alerts.size()));
            }
        });
        found.sort(Comparator.comparingInt(Chattering::raises).reversed());
        return found;
    }

    private static boolean isChattering(List<Alert> alerts) {
        for (int i = CHATTERING - 1; i < alerts.size(); i++) {
            Instant first = firedAt(alerts.get(i - CHATTERING + 1));
            if (Duration.between(first, firedAt(alerts.get(i))).compareTo(TEN_MINUTES) < 0) {
                return true;
            }
        }
        return false;
    }

    private List<Standing> standing(List<Alert> open) {
        return open.stream()
                .filter(alert -> alert.firedAt() != null
                        && Duration.between(firedAt(alert), range.to()).compareTo(LONG) > 0)
                .sorted(Comparator.comparing(Hygiene::firedAt))
                .limit(MAX_LISTED)
                .map(alert -> new Standing(alert.alertId(), alert.ruleId(), alert.host(), firedAt(alert)))
                .toList();
    }

    private List<BadActor> worstRules(Function<String, @Nullable Mend> mends) {
        Map<String, Long> chattering =
                chattering().stream().collect(Collectors.groupingBy(Chattering::ruleId, Collectors.counting()));
        return worst().stream()
                .map(entry -> new BadActor(
                        entry.getKey(),
                        entry.getValue().getLast().ruleName(),
                        entry.getValue().size(),
                        percent(entry.getValue().size()),
                        chattering.getOrDefault(entry.getKey(), 0L).intValue(),
                        mends.apply(entry.getKey())))
                .toList();
    }

    private List<Map.Entry<String, List<Alert>>> worst() {
        return raised.stream()
                .collect(Collectors.groupingBy(Alert::ruleId, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .sorted(Comparator.<Map.Entry<String, List<Alert>>>comparingInt(
                                entry -> entry.getValue().size())
                        .reversed())
                .limit(TEN)
                .toList();
    }

    private Map<Instance, List<Alert>> byInstance() {
        return raised.stream().collect(Collectors.groupingBy(Instance::of));
    }

    private static Instant firedAt(Alert alert) {
        Instant fired = alert.firedAt();
        return fired == null ? alert.pendingAt() : fired;
    }

    private record Instance(String ruleId, String host, Map<String, String> attributes) {

        static Instance of(Alert alert) {
            return new Instance(alert.ruleId(), alert.host(), alert.attributes());
        }
    }
}
