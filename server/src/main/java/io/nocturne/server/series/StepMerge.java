package io.nocturne.server.series;

/// Combines what comes in order of time into steps of one width.
///
/// **Shape** - steps start at multiples of their width since 1970, so that every host's and every
/// request's steps align. A width of 0 keeps everything as it came.
/// **Threads** - confined to the caller's.
public final class StepMerge {

    private final long stepMillis;
    private final Steps.Builder steps;
    private long step;
    private long count;
    private double min;
    private double max;
    private double sum;

    public StepMerge(long stepMillis) {
        this(stepMillis, 64);
    }

    /// With room for so many steps; there may be more.
    public StepMerge(long stepMillis, int expected) {
        this.stepMillis = stepMillis;
        this.steps = new Steps.Builder(expected);
    }

    public void add(long timeMillis, double value) {
        add(timeMillis, value, value, value, 1);
    }

    /// Adds a finer step.
    public void add(long timeMillis, double itsMin, double itsMax, double itsSum, long itsCount) {
        if (stepMillis == 0) {
            steps.add(timeMillis, itsMin, itsMax, itsSum, itsCount);
            return;
        }
        long itsStep = Math.floorDiv(timeMillis, stepMillis);
        if (count > 0 && itsStep != step) {
            close();
        }
        step = itsStep;
        min = count == 0 ? itsMin : Math.min(min, itsMin);
        max = count == 0 ? itsMax : Math.max(max, itsMax);
        sum = count == 0 ? itsSum : sum + itsSum;
        count += itsCount;
    }

    public Steps finish() {
        if (count > 0) {
            close();
        }
        return steps.build();
    }

    private void close() {
        steps.add(step * stepMillis, min, max, sum, count);
        count = 0;
    }
}
