package io.nocturne.server.replay;

import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.series.Resolution;
import io.nocturne.server.alert.observe.Window;
import io.nocturne.server.series.Steps;

/// A stored series as a rule on its metric sees it.
///
/// Samples are seen as they came, through the same window as live ones. A minute, of which only minimum,
/// maximum and average are left, is seen as its best value at its beginning and as its worst in its middle:
/// what held for the whole minute does so here too, and a single sample beyond a threshold is not lost. In a
/// window a minute stands for one sample: its average, its lowest, its highest or its worst, as the rule asks.
///
/// **Threads** - confined to the caller's.
final class StoredFeed {

    private final Steps steps;
    private final Resolution resolution;
    private final long stepMillis;
    private final RuleSource.Metric source;
    private final Comparison comparison;

    StoredFeed(Steps steps, Resolution resolution, long stepMillis, RuleSource.Metric source, Comparison comparison) {
        this.steps = steps;
        this.resolution = resolution;
        this.stepMillis = stepMillis;
        this.source = source;
        this.comparison = comparison;
    }

    /// Shows everything, in order of time.
    void to(InstanceReplay eye) {
        if (Window.isFor(source)) {
            throughWindow(eye);
        } else if (resolution == Resolution.RAW) {
            for (int i = 0; i < steps.size(); i++) {
                eye.sees(steps.timeMillis(i), steps.max(i));
            }
        } else {
            for (int i = 0; i < steps.size(); i++) {
                double best = comparison == Comparison.ABOVE ? steps.min(i) : steps.max(i);
                double worst = worst(i);
                eye.sees(steps.timeMillis(i), best);
                if (worst != best) {
                    eye.sees(steps.timeMillis(i) + stepMillis / 2, worst);
                }
            }
        }
    }

    private void throughWindow(InstanceReplay eye) {
        Window window = new Window(source, comparison);
        for (int i = 0; i < steps.size(); i++) {
            double value = window.add(steps.timeMillis(i), sample(i));
            if (!Double.isNaN(value)) {
                eye.sees(steps.timeMillis(i), value);
            }
        }
    }

    private double sample(int i) {
        return switch (source.aggregation()) {
            case AVG -> steps.avg(i);
            case MIN -> steps.min(i);
            case MAX -> steps.max(i);
            case LAST, TIMES -> worst(i);
        };
    }

    private double worst(int i) {
        return comparison == Comparison.ABOVE ? steps.max(i) : steps.min(i);
    }
}
