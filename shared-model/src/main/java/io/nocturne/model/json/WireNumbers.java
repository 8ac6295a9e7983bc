package io.nocturne.model.json;

import tools.jackson.core.JsonGenerator;

/// How a value of a metric is written in JSON: a whole number without a fraction, any other as the shortest text
/// that reads back to the same double.
///
/// **Threads** - stateless.
public final class WireNumbers {

    /// Below it every whole double is exact as a long.
    private static final double EXACT_LONG_LIMIT = 1L << 53;

    private WireNumbers() {}

    public static void write(JsonGenerator json, double value) {
        boolean negativeZero = value == 0 && 1 / value < 0;
        if (value == Math.rint(value) && Math.abs(value) < EXACT_LONG_LIMIT && !negativeZero) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }
}
