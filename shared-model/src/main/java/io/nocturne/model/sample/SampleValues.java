package io.nocturne.model.sample;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The values of one snapshot, in the order of its layout; a value may be absent.
///
/// **Shape** - [#size()] equals the number of series of the layout.
/// **Absent** - what the host did not offer this time; never 0, never a number.
/// **Errors** - [IllegalArgumentException] for NaN and infinities, which no metric has.
/// **Threads** - immutable.
public final class SampleValues {

    private final double[] values;

    /// Absent values are NaN inside this class only; NaN from outside is refused, so the two cannot be confused.
    private SampleValues(double[] values) {
        this.values = values;
    }

    /// Values in layout order; null for an absent one.
    public static SampleValues of(@Nullable Double... values) {
        Builder builder = new Builder(values.length);
        for (Double value : values) {
            if (value == null) {
                builder.addAbsent();
            } else {
                builder.add(value);
            }
        }
        return builder.build();
    }

    public int size() {
        return values.length;
    }

    public boolean isPresent(int index) {
        return !Double.isNaN(values[index]);
    }

    /// The value at an index.
    ///
    /// **Errors** - [IllegalStateException] where it is absent; ask [#isPresent(int)] first.
    public double get(int index) {
        double value = values[index];
        if (Double.isNaN(value)) {
            throw new IllegalStateException("value " + index + " is absent");
        }
        return value;
    }

    public OptionalDouble find(int index) {
        return isPresent(index) ? OptionalDouble.of(values[index]) : OptionalDouble.empty();
    }

    /// How many values are present.
    public int count() {
        int count = 0;
        for (double value : values) {
            count += Double.isNaN(value) ? 0 : 1;
        }
        return count;
    }

    /// The values at the indexes that pass, in order.
    public SampleValues select(IntPredicate index) {
        double[] selected = new double[values.length];
        int size = 0;
        for (int i = 0; i < values.length; i++) {
            if (index.test(i)) {
                selected[size++] = values[i];
            }
        }
        return new SampleValues(Arrays.copyOf(selected, size));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SampleValues that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values).replace("NaN", "absent");
    }

    /// Collects values one by one.
    ///
    /// **Threads** - confined to the caller's.
    public static final class Builder {

        private double[] values;
        private int size;

        public Builder(int expectedSize) {
            this.values = new double[Math.max(1, expectedSize)];
        }

        public Builder add(double value) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("value %d is %s, allowed are finite numbers".formatted(size, value));
            }
            append(value);
            return this;
        }

        public Builder addAbsent() {
            append(Double.NaN);
            return this;
        }

        public SampleValues build() {
            return new SampleValues(Arrays.copyOf(values, size));
        }

        private void append(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }
    }
}
