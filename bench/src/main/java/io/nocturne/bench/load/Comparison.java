package io.nocturne.bench.load;

import io.nocturne.model.sample.SeriesKey;
import java.util.HashMap;
import java.util.Map;

/// What was read back of a host, held against what was sent.
///
/// **Shape** - a value counts as there only with its own time and bit by bit equal.
/// **Threads** - confined to the caller's.
public final class Comparison implements RawRanges.Sink {

    private final SentHost host;
    private final Map<SeriesKey, Integer> places = new HashMap<>();
    private final byte[][] seen;
    private int place = -1;
    private long read;
    private long wrong;
    private long doubled;

    public Comparison(SentHost host) {
        this.host = host;
        for (SeriesKey key : host.series()) {
            places.put(key, places.size());
        }
        seen = new byte[places.size()][Math.toIntExact(host.taken())];
    }

    @Override
    public void series(SeriesKey key) {
        place = places.getOrDefault(key, -1);
    }

    @Override
    public void point(long timeMillis, double value) {
        read++;
        long number = host.numberAt(timeMillis);
        if (place < 0 || number < 0 || number >= host.taken() || host.value(place, number) != value) {
            wrong++;
            return;
        }
        byte[] ofSeries = seen[place];
        doubled += ofSeries[(int) number] > 0 ? 1 : 0;
        ofSeries[(int) number] = (byte) Math.min(Byte.MAX_VALUE, ofSeries[(int) number] + 1);
    }

    public Result result() {
        long lostSamples = 0;
        long storedSnapshots = 0;
        long lostSnapshots = 0;
        long doubledSnapshots = 0;
        for (int number = 0; number < host.taken(); number++) {
            int missing = 0;
            int twice = 0;
            for (byte[] ofSeries : seen) {
                missing += ofSeries[number] == 0 ? 1 : 0;
                twice += ofSeries[number] > 1 ? 1 : 0;
            }
            boolean acknowledged = number < host.acknowledged();
            lostSamples += acknowledged ? missing : 0;
            lostSnapshots += acknowledged && missing > 0 ? 1 : 0;
            storedSnapshots += missing == 0 ? 1 : 0;
            doubledSnapshots += twice > 0 ? 1 : 0;
        }
        return new Result(
                1, read, lostSamples, wrong, doubled, host.taken(), storedSnapshots, lostSnapshots, doubledSnapshots);
    }

    /// Of one or more hosts.
    ///
    /// **Shape** - `lost…` were acknowledged and are not there; a snapshot is stored when all its values are.
    /// `wrong` samples have a series, a time or a value that was never sent.
    public record Result(
            int hosts,
            long readSamples,
            long lostSamples,
            long wrongSamples,
            long doubledSamples,
            long taken,
            long stored,
            long lost,
            long doubled) {

        public static final Result NOTHING = new Result(0, 0, 0, 0, 0, 0, 0, 0, 0);

        /// Whether nothing was lost, doubled or wrong.
        public boolean isRight() {
            return lostSamples == 0 && wrongSamples == 0 && doubledSamples == 0 && lost == 0 && doubled == 0;
        }

        public Result plus(Result other) {
            return new Result(
                    hosts + other.hosts,
                    readSamples + other.readSamples,
                    lostSamples + other.lostSamples,
                    wrongSamples + other.wrongSamples,
                    doubledSamples + other.doubledSamples,
                    taken + other.taken,
                    stored + other.stored,
                    lost + other.lost,
                    doubled + other.doubled);
        }
    }
}
