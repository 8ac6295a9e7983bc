package io.nocturne.agent.collect;

import io.nocturne.model.metric.Unit;

/// How many decimals a unit's values mean anything at; noise beyond them costs the store three times the
/// space.
enum Rounding {
    WHOLE(1),
    HUNDREDTHS(100),
    THOUSANDTHS(1_000),
    TEN_THOUSANDTHS(10_000),
    MILLIONTHS(1_000_000);

    private final double scale;

    Rounding(double scale) {
        this.scale = scale;
    }

    /// Utilization to 0.01 %, bytes whole, rates of events to one in a hundred seconds, times to the
    /// microsecond.
    static Rounding of(Unit unit) {
        return switch (unit) {
            case ONE -> TEN_THOUSANDTHS;
            case BYTES, BYTES_PER_SECOND, CONNECTIONS, INODES, PROCESSES -> WHOLE;
            case SECONDS -> MILLIONTHS;
            case CPUS, OPERATIONS -> THOUSANDTHS;
            case THREADS, DEGREES_CELSIUS, OPERATIONS_PER_SECOND, PACKETS_PER_SECOND, ERRORS_PER_SECOND -> HUNDREDTHS;
        };
    }

    /// Adding 0.0 turns a negative zero into a plain one.
    double round(double value) {
        return Math.rint(value * scale) / scale + 0.0;
    }
}
