package io.nocturne.model.metric;

/// How people see a metric's values; the wire and the store keep the [Unit].
public enum Display {
    /// A fraction shown times 100: `0.964` is "96.4 %".
    PERCENT,
    /// Powers of 1024: memory, "47.8 GiB".
    BINARY_BYTES,
    /// Powers of 1000: disk sizes, "1.74 TB".
    DECIMAL_BYTES,
    /// Powers of 1000 per second: "266 MB/s".
    BYTE_RATE,
    /// Events per second: "1.2 k/s".
    EVENT_RATE,
    /// Seconds shown as milliseconds: "61 ms".
    MILLISECONDS,
    /// Seconds shown as two units: "41 d 6 h".
    DURATION,
    /// "61.5 °C".
    CELSIUS,
    /// A plain number: "1.6".
    NUMBER
}
