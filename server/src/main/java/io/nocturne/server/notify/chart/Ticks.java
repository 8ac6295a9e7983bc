package io.nocturne.server.notify.chart;

import io.nocturne.model.metric.Display;
import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.metric.MetricDefinition;
import io.nocturne.model.metric.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the marks of an axis stand: few, and at numbers and times that people count in.
final class Ticks {

    private static final int MOST_VALUES = 4;
    private static final int MOST_TIMES = 6;
    private static final List<Integer> SECONDS =
            List.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400);
    private static final List<Double> STEPS = List.of(1.0, 2.0, 2.5, 5.0, 10.0);

    private Ticks() {}

    static List<Double> values(double from, double to, Course course) {
        double step = step((to - from) / MOST_VALUES, display(course), Math.max(Math.abs(from), Math.abs(to)));
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private static Optional<Display> display(Course course) {
        Optional<MetricDefinition> known = Optional.ofNullable(course.metric()).flatMap(MetricCatalog::find);
        Optional<Display> ofMetric = known.filter(definition -> course.unit() == null
                        || course.unit().equals(definition.unit().symbol()))
                .map(MetricDefinition::display);
        return ofMetric.or(
                () -> Unit.SECONDS.symbol().equals(course.unit()) ? Optional.of(Display.DURATION) : Optional.empty());
    }

    private static double step(double least, Optional<Display> display, double magnitude) {
        if (display.isPresent() && display.get() == Display.DURATION && least >= 1) {
            return SECONDS.stream()
                    .filter(seconds -> seconds >= least)
                    .findFirst()
                    .map(Integer::doubleValue)
                    .orElseGet(() -> round(least / 86_400) * 86_400);
        }
        double base = display.isPresent() && display.get() == Display.BINARY_BYTES ? 1_024 : 1_000;
        double scale = 1;
        while (magnitude / scale >= base) {
            scale *= base;
        }
        return round(least / scale) * scale;
    }

    private static double round(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        return STEPS.stream()
                        .filter(step -> step * power >= least * (1 - 1e-9))
                        .findFirst()
                        .orElse(10.0)
                * power;
    }

    static List<Instant> times(Instant from, Instant to, ZoneId zone) {
        Duration step = timeStep(from, to);
        ZonedDateTime day = from.atZone(zone).truncatedTo(ChronoUnit.DAYS);
        List<Instant> ticks = new ArrayList<>();
        // From midnight on, so that marks are at full hours in zones that are off by half an hour too.
        long skipped = Duration.between(day.toInstant(), from).dividedBy(step);
        for (Instant tick = day.toInstant().plus(step.multipliedBy(skipped));
                !tick.isAfter(to);
                tick = tick.plus(step)) {
            if (!tick.isBefore(from)) {
                ticks.add(tick);
            }
        }
        return ticks;
    }

    static Duration timeStep(Instant from, Instant to) {
        Duration length = Duration.between(from, to);
        Duration day = Duration.ofDays(1);
        return SECONDS.stream()
                .map(Duration::ofSeconds)
                .filter(step -> length.dividedBy(step) <= MOST_TIMES)
                .findFirst()
                .orElseGet(() -> day.multipliedBy(length.dividedBy(day) / MOST_TIMES + 1));
    }
}
