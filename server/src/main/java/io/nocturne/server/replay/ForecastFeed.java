package io.nocturne.server.replay;

import io.nocturne.model.alert.Comparison;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.alert.machine.AlertMachine;
import io.nocturne.server.alert.observe.Foresight;
import io.nocturne.server.alert.observe.Trend;
import io.nocturne.server.rule.EffectiveRule;
import io.nocturne.server.series.StepMerge;
import io.nocturne.server.series.Steps;
import java.time.Instant;
import java.util.Arrays;

/// A stored series as a forecast rule sees it: once a minute, by what there was until then.
///
/// Where nothing is going on and the limit is surely far, the trend is not computed; what was computed is
/// kept for the next version of the rule.
///
/// **Threads** - confined to the caller's.
final class ForecastFeed {

    private static final long MINUTE_MILLIS = 60_000;
    /// What a whole trend costs, in rounds that need none.
    private static final int TREND = 25;
    private static final int ROUNDS_A_BEAT = 1_000;

    private final Foresight foresight;
    private final Steps minutes;
    private final Steps steps;
    private final long fromMillis;
    private final long toMillis;
    private final long patienceMillis;
    private final Pulse pulse;
    private final double[] known;

    /// **Shape** - `minutes` from where the first round's history begins; `range` on minutes.
    ForecastFeed(Foresight foresight, Steps minutes, TimeRange range, long intervalMillis, Pulse pulse) {
        this.foresight = foresight;
        this.minutes = minutes;
        this.steps = merged(minutes, 0, minutes.size(), foresight.stepMillis());
        this.fromMillis = range.from().toEpochMilli();
        this.toMillis = range.to().toEpochMilli();
        this.patienceMillis = Math.max(0, intervalMillis) * AlertMachine.GAP_INTERVALS;
        this.pulse = pulse;
        this.known = new double[Math.toIntExact((toMillis - fromMillis) / MINUTE_MILLIS)];
        Arrays.fill(known, Double.NaN);
    }

    /// Shows every round, in order of time.
    void to(InstanceReplay eye) {
        int minute = 0;
        int step = 0;
        int firstStep = 0;
        for (int round = 0; round < known.length; round++) {
            long now = fromMillis + round * MINUTE_MILLIS;
            while (minute < minutes.size() && minutes.timeMillis(minute) < now) {
                minute++;
            }
            while (step < steps.size() && steps.timeMillis(step) + foresight.stepMillis() <= now) {
                step++;
            }
            long oldest = foresight.stepOf(now - foresight.spanMillis());
            while (firstStep < step && steps.timeMillis(firstStep) < oldest) {
                firstStep++;
            }
            if (round % ROUNDS_A_BEAT == 0) {
                pulse.beat();
            }
            if (minute > 0 && now - minutes.timeMillis(minute - 1) - MINUTE_MILLIS <= patienceMillis) {
                look(eye, round, new Window(now, firstStep, step, minute));
            }
        }
    }

    private void look(InstanceReplay eye, int round, Window window) {
        double value = known[round];
        if (Double.isNaN(value)) {
            pulse.spend(1);
            Points points = points(window);
            Instant now = Instant.ofEpochMilli(window.now());
            if (foresight.isBlind(points.times(), now) || (eye.isCalm() && isSurelyNothing(eye.rule(), points))) {
                return;
            }
            pulse.spend(TREND);
            value = foresight.seconds(points.times(), points.averages(), now);
            known[round] = value;
        }
        eye.sees(window.now(), value);
    }

    private boolean isSurelyNothing(EffectiveRule rule, Points points) {
        return rule.rule().comparison() == Comparison.BELOW
                && Trend.isLater(points.times(), points.averages(), foresight.limit(), rule.firstRaise());
    }

    /// The whole steps, and of the one that goes on what it has until now.
    private Points points(Window window) {
        long open = foresight.stepOf(window.now());
        int from = window.minute();
        while (from > 0 && minutes.timeMillis(from - 1) >= open) {
            from--;
        }
        boolean isOpen = from < window.minute();
        int whole = Math.min(window.step() - window.firstStep(), Trend.MAX_POINTS - (isOpen ? 1 : 0));
        int size = whole + (isOpen ? 1 : 0);
        long[] times = new long[size];
        double[] averages = new double[size];
        for (int i = 0; i < whole; i++) {
            times[i] = steps.timeMillis(window.step() - whole + i);
            averages[i] = steps.avg(window.step() - whole + i);
        }
        if (isOpen) {
            times[whole] = open;
            averages[whole] = merged(minutes, from, window.minute(), foresight.stepMillis())
                    .avg(0);
        }
        return new Points(times, averages);
    }

    private static Steps merged(Steps minutes, int from, int to, long stepMillis) {
        StepMerge merge = new StepMerge(stepMillis);
        for (int i = from; i < to; i++) {
            merge.add(minutes.timeMillis(i), minutes.min(i), minutes.max(i), minutes.sum(i), minutes.totalCount(i));
        }
        return merge.finish();
    }

    /// Whole steps from `firstStep` to before `step`, and minutes to before `minute`, are over at a time.
    private record Window(long now, int firstStep, int step, int minute) {}

    @SuppressWarnings("ArrayRecordComponent") // made for one look, and never compared
    private record Points(long[] times, double[] averages) {}
}
