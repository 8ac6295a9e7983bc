package io.nocturne.server.alert.observe;

import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.RuleSource.Aggregation;
import java.util.Arrays;

/// The samples of the last seconds of one series, and what they are together.
///
/// **Shape** - the window ends with the sample that was added last and does not hold one that is as old as it
/// is long.
/// **Threads** - confined to the evaluation's.
public final class Window {

    private static final int FIRST = 16;
    private static final int MOST = 4_096;

    private final long spanMillis;
    private final Aggregation aggregation;
    private final Comparison comparison;
    private final int times;
    private long[] at = new long[FIRST];
    private double[] values = new double[FIRST];
    private int from;
    private int size;

    public Window(RuleSource.Metric source, Comparison comparison) {
        this.spanMillis = source.windowSeconds() == null ? 0 : source.windowSeconds() * 1_000;
        this.aggregation = source.aggregation();
        this.comparison = comparison;
        this.times = source.times() == null ? 1 : Math.max(1, source.times());
    }

    /// Whether a source needs one: the newest value alone does not.
    public static boolean isFor(RuleSource.Metric source) {
        return source.windowSeconds() != null && source.aggregation() != Aggregation.LAST;
    }

    public long spanMillis() {
        return spanMillis;
    }

    /// Takes a sample; what the window is then, or NaN where it has no value: too few samples, or one that is
    /// older than what was taken already.
    public double add(long timeMillis, double value) {
        if (size > 0 && timeMillis <= at[index(size - 1)]) {
            return Double.NaN;
        }
        while (size > 0 && (at[from] <= timeMillis - spanMillis || size == MOST)) {
            from = (from + 1) % at.length;
            size--;
        }
        if (size == at.length) {
            grow();
        }
        at[index(size)] = timeMillis;
        values[index(size)] = value;
        size++;
        return value();
    }

    private double value() {
        return switch (aggregation) {
            case LAST -> values[index(size - 1)];
            case AVG -> sum() / size;
            case MIN -> worst(Comparison.BELOW);
            case MAX -> worst(Comparison.ABOVE);
            case TIMES -> nthWorst();
        };
    }

    private double sum() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[index(i)];
        }
        return sum;
    }

    private double worst(Comparison towards) {
        double worst = values[from];
        for (int i = 1; i < size; i++) {
            double value = values[index(i)];
            worst = towards.isBeyond(value, worst) ? value : worst;
        }
        return worst;
    }

    private double nthWorst() {
        if (size < times) {
            return Double.NaN;
        }
        double[] sorted = new double[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = values[index(i)];
        }
        Arrays.sort(sorted);
        return comparison == Comparison.ABOVE ? sorted[size - times] : sorted[times - 1];
    }

    private int index(int i) {
        return (from + i) % at.length;
    }

    private void grow() {
        long[] newAt = new long[at.length * 2];
        double[] newValues = new double[at.length * 2];
        for (int i = 0; i < size; i++) {
            newAt[i] = at[index(i)];
            newValues[i] = values[index(i)];
        }
        at = newAt;
        values = newValues;
        from = 0;
    }
}
