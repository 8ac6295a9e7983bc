package io.nocturne.agent.collect;

/// A kernel counter that is reported as its growth per second, times a factor.
///
/// **Unit** - `factor` units for each count: 512 for sectors that are reported as bytes.
/// **Absent** - for the first reading and when the counter went back, as [Counter] says.
/// **Threads** - confined to "collect".
/// **Source** - `growth * factor / seconds`; 20 sectors in 2 s are 5120 By/s.
public final class CounterRate {

    private final Series series;
    private final double factor;
    private final Counter counter = new Counter();

    public CounterRate(Series series, double factor) {
        this.series = series;
        this.factor = factor;
    }

    public CounterRate(Series series) {
        this(series, 1);
    }

    public Series series() {
        return series;
    }

    /// Takes a reading made `seconds` after the one before, sets the series if the rate is known, and says
    /// whether it is.
    public boolean apply(long reading, double seconds) {
        boolean known = counter.advance(reading) && seconds > 0;
        if (known) {
            series.set(growth() / seconds);
        }
        return known;
    }

    /// How far the counter grew between the last two readings, times the factor; 0 when that is unknown.
    public double growth() {
        return counter.growth() * factor;
    }
}
