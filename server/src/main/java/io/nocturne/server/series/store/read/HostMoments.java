package io.nocturne.server.series.store.read;

import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.series.codec.ChunkHead;
import io.nocturne.server.series.store.journal.HeadWindow;
import io.nocturne.server.series.store.journal.PackedRows;
import java.util.stream.LongStream;

/// The times of a host's snapshots while they are gathered; one that is found twice counts once.
///
/// **Threads** - confined to the caller's.
final class HostMoments {

    private final long from;
    private final long to;
    private final long widthMillis;
    private final LongStream.Builder times = LongStream.builder();

    HostMoments(TimeRange range, long widthMillis) {
        this.from = range.from().toEpochMilli();
        this.to = range.to().toEpochMilli();
        this.widthMillis = widthMillis;
    }

    void add(ChunkHead head) {
        for (int i = 0; i < head.rows(); i++) {
            add(head.time(i));
        }
    }

    void add(HeadWindow window) {
        if (window.overlaps(from, to)) {
            HeadWindow.Content content = window.content();
            for (PackedRows packed : content.packed()) {
                add(packed.head());
            }
            for (Snapshot open : content.open()) {
                add(open.time().toEpochMilli());
            }
        }
    }

    long[] toArray() {
        return times.build().sorted().distinct().toArray();
    }

    private void add(long time) {
        if (time >= from && time < to) {
            times.add(Math.floorDiv(time, widthMillis) * widthMillis);
        }
    }
}
