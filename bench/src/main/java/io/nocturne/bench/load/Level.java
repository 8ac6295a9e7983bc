package io.nocturne.bench.load;

import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.ScaledVarints;

/// A value that is low until somebody wants it high, and the other way; what is wanted counts from the next
/// delivery on.
///
/// **Threads** - one wants; one takes it over and writes.
public final class Level {

    /// The catalog lacks it, as it would a newer agent's.
    public static final String METRIC = "nocturne.bench.level";

    private static final byte[] LOW = ScaledVarints.encode(SampleValues.of(0.0));
    private static final byte[] HIGH = ScaledVarints.encode(SampleValues.of(1.0));

    private volatile boolean wanted;
    private boolean isHigh;

    public void want(boolean high) {
        wanted = high;
    }

    /// To be called before a delivery is made; true when it is the first with another value.
    public boolean takeOver() {
        boolean changed = wanted != isHigh;
        isHigh = wanted;
        return changed;
    }

    public boolean isHigh() {
        return isHigh;
    }

    void write(Bytes values) {
        byte[] code = isHigh ? HIGH : LOW;
        values.raw(code, 0, code.length);
    }
}
