package io.nocturne.bench.load;

import io.nocturne.model.sample.SeriesKey;
import java.util.List;

/// A host with one snapshot a second, all acknowledged.
public record SentSeconds(String hostId, long taken) implements SentHost {

    @Override
    public List<SeriesKey> series() {
        return List.of();
    }

    @Override
    public long intervalMillis() {
        return 1_000;
    }

    @Override
    public long timeMillis(long number) {
        return number * 1_000;
    }

    @Override
    public long numberAt(long timeMillis) {
        return timeMillis / 1_000;
    }

    @Override
    public double value(int series, long number) {
        return 0;
    }

    @Override
    public long acknowledged() {
        return taken;
    }
}
