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
    private final Total total = new Total();
    private boolean any;
    private double min;
    private double max;

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

    /// Adds a finer step; its sum and count as [Total] has them.
    public void add(long timeMillis, double addedMin, double addedMax, double addedSum, long addedCount) {
        if (stepMillis == 0) {
            steps.add(timeMillis, addedMin, addedMax, addedSum, addedCount);
            return;
        }
        long stepOfTime = Math.floorDiv(timeMillis, stepMillis);
        if (any && stepOfTime != step) {
            close();
        }
        step = stepOfTime;
        min = !any ? addedMin : Math.min(min, addedMin);
        max = !any ? addedMax : Math.max(max, addedMax);
        total.add(addedSum, addedCount);
        any = true;
    }

    public Steps finish() {
        if (any) {
            close();
        }
        return steps.build();
    }

    private void close() {
        steps.add(step * stepMillis, min, max, total.sum(), total.count());
        total.clear();
        any = false;
    }
}
