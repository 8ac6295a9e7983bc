package io.nocturne.bench.load;

import io.nocturne.bench.harness.Api;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.sample.IngestReceipt;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A simulated host: a snapshot each interval, which is [#INTERVAL_MILLIS] if nothing else is said, of its own
/// clock, which runs as fast as the server takes it.
///
/// The clock begins in the past and never passes the present, because the server refuses the future. As with a
/// real agent it is a millisecond late now and then.
///
/// **Threads** - confined to its sender; read by others when that has ended.
public final class LoadHost implements SentHost {

    public static final long INTERVAL_MILLIS = 5_000;

    private final int index;
    private final LoadColumns columns;
    private final Layout layout;
    private final String hostId;
    private final String headers;
    private final long intervalMillis;
    private final long startMillis;
    private final @Nullable Level level;
    private @Nullable String layoutId;
    private long acknowledged;

    public LoadHost(int index, LoadColumns columns, EnrollResponse enrolled, long intervalMillis, long startMillis) {
        this(
                index,
                columns,
                columns.layout(index % LoadColumns.GROUPS),
                null,
                enrolled,
                intervalMillis,
                startMillis + LoadColumns.mix(index) % intervalMillis);
    }

    /// A host with one series more, whose value somebody sets; it takes its snapshots in step with
    /// `startMillis`.
    public static LoadHost withLevel(
            int index,
            LoadColumns columns,
            Level level,
            EnrollResponse enrolled,
            long intervalMillis,
            long startMillis) {
        List<SeriesKey> series =
                new ArrayList<>(columns.layout(index % LoadColumns.GROUPS).series());
        series.add(SeriesKey.of(Level.METRIC));
        return new LoadHost(index, columns, new Layout(series), level, enrolled, intervalMillis, startMillis);
    }

    private LoadHost(
            int index,
            LoadColumns columns,
            Layout layout,
            @Nullable Level level,
            EnrollResponse enrolled,
            long intervalMillis,
            long startMillis) {
        this.index = index;
        this.columns = columns;
        this.layout = layout;
        this.level = level;
        this.hostId = enrolled.hostId();
        this.headers =
                "Content-Type: application/x-protobuf" + Api.CRLF + Api.BEARER + enrolled.credential() + Api.CRLF;
        this.intervalMillis = intervalMillis;
        this.startMillis = startMillis;
    }

    public int index() {
        return index;
    }

    public String headers() {
        return headers;
    }

    /// Writes its next snapshots.
    public Bytes next(int batch, DeliveryWriter writer, long nowMillis) {
        writer.begin(acknowledged + 1, layout, layoutId, intervalMillis);
        for (long number = acknowledged; number < acknowledged + batch; number++) {
            Bytes values = writer.values();
            for (int series = 0; series < columns.series(); series++) {
                columns.write(series, LoadColumns.row(index, series, number), values);
            }
            if (level != null) {
                level.write(values);
            }
            writer.snapshot(timeMillis(number));
        }
        return writer.finish(nowMillis);
    }

    public void acknowledge(int batch, IngestReceipt receipt) {
        layoutId = receipt.layoutId();
        acknowledged += batch;
    }

    /// The next delivery has the layout whole again.
    public void forgetLayout() {
        layoutId = null;
    }

    public boolean wouldPass(int batch, long nowMillis) {
        return timeMillis(acknowledged + batch) > nowMillis;
    }

    @Override
    public String hostId() {
        return hostId;
    }

    @Override
    public List<SeriesKey> series() {
        return layout.series();
    }

    @Override
    public long intervalMillis() {
        return intervalMillis;
    }

    @Override
    public long timeMillis(long number) {
        long late = LoadColumns.mix(index * 1_000_003L + number) % 4 == 0 ? 1 : 0;
        return startMillis + number * intervalMillis + late;
    }

    @Override
    public long numberAt(long timeMillis) {
        long number = Math.floorDiv(timeMillis - startMillis, intervalMillis);
        return timeMillis(number) == timeMillis ? number : -1;
    }

    @Override
    public double value(int series, long number) {
        return columns.value(series, LoadColumns.row(index, series, number));
    }

    @Override
    public long taken() {
        return acknowledged;
    }

    @Override
    public long acknowledged() {
        return acknowledged;
    }
}
