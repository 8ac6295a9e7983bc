package io.nocturne.agent.collect;

import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.metric.MetricDefinition;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import java.util.Map;
import java.util.TreeMap;

/// The place where a collector puts one series' value, round after round.
///
/// **Unit** - that of the catalog; the value is rounded to what the unit means.
/// **Absent** - until [#set] is called in a round, and for values that are no finite number.
/// **Threads** - confined to "collect".
public final class Series {

    private final SeriesKey key;
    private final Rounding rounding;
    private boolean present;
    private double value;

    private Series(SeriesKey key, Rounding rounding) {
        this.key = key;
        this.rounding = rounding;
    }

    /// A series of a catalog metric; `attributes` are key, value, key, value.
    ///
    /// **Errors** - [IllegalArgumentException] for a metric that the catalog lacks: a collector that emits
    /// one is wrong.
    public static Series of(String metric, String... attributes) {
        MetricDefinition definition = MetricCatalog.find(metric)
                .orElseThrow(() -> new IllegalArgumentException("metric " + metric + " is not in the catalog"));
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            pairs.put(attributes[i], attributes[i + 1]);
        }
        return new Series(SeriesKey.of(metric, pairs), Rounding.of(definition.unit()));
    }

    public SeriesKey key() {
        return key;
    }

    /// Puts this round's value.
    public void set(double newValue) {
        present = Double.isFinite(newValue);
        value = present ? rounding.round(newValue) : 0;
    }

    /// Puts this round's whole value; beyond 2^53 (8 PiB) it is rounded as every JSON number is.
    public void set(long newValue) {
        set((double) newValue);
    }

    void clear() {
        present = false;
    }

    void appendTo(SampleValues.Builder values) {
        if (present) {
            values.add(value);
        } else {
            values.addAbsent();
        }
    }
}
