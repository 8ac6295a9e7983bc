package io.nocturne.model.metric;

import com.fasterxml.jackson.annotation.JsonValue;

/// The unit that a metric's values travel in.
///
/// **Source** - the UCUM symbols that the OpenTelemetry semantic conventions use.
public enum Unit {
    /// A fraction, 0 to 1 for utilization. People see percent.
    ONE("1"),
    BYTES("By"),
    BYTES_PER_SECOND("By/s"),
    SECONDS("s"),
    CPUS("{cpu}"),
    THREADS("{thread}"),
    OPERATIONS("{operation}"),
    OPERATIONS_PER_SECOND("{operation}/s"),
    PACKETS_PER_SECOND("{packet}/s"),
    ERRORS_PER_SECOND("{error}/s"),
    CONNECTIONS("{connection}"),
    INODES("{inode}"),
    PROCESSES("{process}"),
    DEGREES_CELSIUS("Cel");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /// The UCUM symbol, as it stands in JSON.
    @JsonValue
    public String symbol() {
        return symbol;
    }
}
