package io.nocturne.server.series;

/// The points of one series of an answer, read one by one without an object for each.
///
/// **Shape** - ascending by time.
/// **Unit** - time in ms since the epoch; values in the metric's unit.
interface Points {

    int size();

    long timeMillis(int index);

    double min(int index);

    double avg(int index);

    double max(int index);

    long count(int index);

    static Points of(Steps steps) {
        return new OfSteps(steps);
    }

    /// A series' steps as they were read.
    record OfSteps(Steps steps) implements Points {

        @Override
        public int size() {
            return steps.size();
        }

        @Override
        public long timeMillis(int index) {
            return steps.timeMillis(index);
        }

        @Override
        public double min(int index) {
            return steps.min(index);
        }

        @Override
        public double avg(int index) {
            return steps.avg(index);
        }

        @Override
        public double max(int index) {
            return steps.max(index);
        }

        @Override
        public long count(int index) {
            return steps.count(index);
        }
    }
}
