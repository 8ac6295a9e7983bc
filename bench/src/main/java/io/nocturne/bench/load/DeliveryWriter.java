package io.nocturne.bench.load;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SeriesKey;
import org.jspecify.annotations.Nullable;

/// Writes the `IngestRequest` of `docs/ingest.proto`.
///
/// **Threads** - confined to the caller's.
public final class DeliveryWriter {

    private final Bytes body = new Bytes();
    private final Bytes snapshot = new Bytes();
    private final Bytes values = new Bytes();

    /// Starts a delivery; without the id of a known layout, the layout goes whole.
    public void begin(long sequence, Layout layout, @Nullable String layoutId, long intervalMillis) {
        body.clear();
        body.varintField(1, sequence);
        if (layoutId == null) {
            body.bytesField(2, encoded(layout));
        } else {
            body.textField(3, layoutId);
        }
        body.varintField(4, intervalMillis);
    }

    /// Where the next snapshot's values go; empty.
    public Bytes values() {
        values.clear();
        return values;
    }

    /// Adds a snapshot of what was written into [#values()].
    public void snapshot(long timeMillis) {
        snapshot.clear();
        snapshot.varintField(1, timeMillis);
        snapshot.bytesField(2, values);
        body.bytesField(5, snapshot);
    }

    public Bytes finish(long sentAtMillis) {
        body.varintField(6, sentAtMillis);
        return body;
    }

    private static Bytes encoded(Layout layout) {
        Bytes all = new Bytes();
        for (SeriesKey key : layout.series()) {
            Bytes series = new Bytes();
            series.textField(1, key.metric());
            key.attributes().forEach((name, value) -> {
                Bytes attribute = new Bytes();
                attribute.textField(1, name);
                attribute.textField(2, value);
                series.bytesField(2, attribute);
            });
            all.bytesField(1, series);
        }
        return all;
    }
}
