package io.nocturne.server.series;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.SeriesData;
import io.nocturne.model.series.SeriesPoint;
import io.nocturne.server.series.SeriesQuery.SeriesSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// Keeps what is read as the records of an answer. For tests only.
///
/// **Threads** - confined to the caller's.
public final class ReadSeries implements SeriesSink {

    private final List<SeriesData> all = new ArrayList<>();

    @Override
    public void accept(UUID hostId, SeriesKey key, Steps steps) {
        all.add(new SeriesData(hostId.toString(), key.metric(), key.attributes(), points(Points.of(steps))));
    }

    /// In the order of their coming.
    public List<SeriesData> all() {
        return List.copyOf(all);
    }

    static List<SeriesPoint> points(Points points) {
        return IntStream.range(0, points.size())
                .mapToObj(i -> new SeriesPoint(
                        Instant.ofEpochMilli(points.timeMillis(i)),
                        points.min(i),
                        points.avg(i),
                        points.max(i),
                        points.count(i)))
                .toList();
    }
}
