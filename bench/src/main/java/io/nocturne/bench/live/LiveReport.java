package io.nocturne.bench.live;

import io.nocturne.bench.load.LiveComparison.Result;
import java.util.List;
import java.util.Locale;

/// What `bench live` prints.
///
/// **Shape** - `result` is of all consoles but the slow one, together; `ends` says why the server ended connections of
/// theirs; `wrong` are frames of snapshots that were never sent.
record LiveReport(
        LiveSettings settings,
        LiveFigures calm,
        LiveFigures slowed,
        Result result,
        List<String> ends,
        long wrong,
        Slow slow) {

    /// Of a slow console that was not drained, or was closed, nobody can tell what it would have been told.
    boolean isRight() {
        return result.silent() == 0
                && result.doubled() == 0
                && result.came() > 0
                && wrong == 0
                && ends.isEmpty()
                && slow.silentlyMissed() == 0;
    }

    void print(String machine, long serverErrors) {
        System.out.printf(
                Locale.ROOT,
                "%n%d hosts with %d series, each %d ms (%,.0f snapshots/s), %d consoles, %s%n",
                settings.hosts(),
                settings.series(),
                settings.intervalMillis(),
                settings.snapshotsPerSecond(),
                settings.consoles(),
                settings.store());
        System.out.printf(
                "%-10s %12s %12s %9s %9s %9s | %8s %9s %9s | %8s%n",
                "console",
                "snapshots/s",
                "values/s",
                "P50 ms",
                "P99 ms",
                "max ms",
                "acks",
                "P50 ms",
                "P99 ms",
                "server %");
        row(calm);
        row(slowed);
        System.out.printf(
                Locale.ROOT,
                "a slow console changed the P99 by %+.1f %%%n"
                        + "consoles: %,d snapshots came, %,d were named as missed, %d missing silently, %d twice, %d never sent;"
                        + " connections ended: %s%n"
                        + "slow console: %,d came, %,d were named as missed, %d missing silently%s; %d errors in the server's"
                        + " log%n%n",
                effectPercent(),
                result.came(),
                result.named(),
                result.silent(),
                result.doubled(),
                wrong,
                ends.isEmpty() ? "none" : ends,
                slow.result().came(),
                slow.result().named(),
                slow.silentlyMissed(),
                slow.remark(),
                serverErrors);
        printJson(machine, serverErrors);
    }

    private void printJson(String machine, long serverErrors) {
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"live\",\"store\":\"%s\",\"consoles\":%d,\"hosts\":%d,\"series\":%d,\"intervalMillis\":%d,"
                        + "\"seconds\":%d,\"deliveredPerSecond\":%.1f,\"deliveredValuesPerSecond\":%.1f,"
                        + "\"lagMillisP50\":%.2f,\"lagMillisP99\":%.2f,\"lagMillisMax\":%.2f,"
                        + "\"slowConsumerEffectPercent\":%.2f,\"lagMillisP50WithSlow\":%.2f,\"lagMillisP99WithSlow\":%.2f,"
                        + "\"ackMillisP50\":%.2f,\"ackMillisP99\":%.2f,\"serverCpuPercent\":%.1f,",
                settings.store(),
                settings.consoles(),
                settings.hosts(),
                settings.series(),
                settings.intervalMillis(),
                settings.seconds(),
                calm.ticksPerSecond(),
                calm.valuesPerSecond(),
                calm.lag().millis(50),
                calm.lag().millis(99),
                calm.lag().maxMillis(),
                effectPercent(),
                slowed.lag().millis(50),
                slowed.lag().millis(99),
                calm.ingest().latency().millis(50),
                calm.ingest().latency().millis(99),
                calm.serverCpuPercent());
        System.out.printf(
                Locale.ROOT,
                "\"named\":%d,\"lost\":%d,\"doubled\":%d,\"wrong\":%d,\"consolesEnded\":%d,"
                        + "\"slowNamed\":%d,\"slowTold\":%d,\"slowLost\":%d,\"slowDrained\":%b,\"serverErrors\":%d,"
                        + "\"machine\":\"%s\"}%n",
                result.named(),
                result.silent(),
                result.doubled(),
                wrong,
                ends.size(),
                slow.result().named(),
                slow.told(),
                slow.silentlyMissed(),
                slow.drained(),
                serverErrors,
                machine);
    }

    private double effectPercent() {
        return (slowed.lag().millis(99) / calm.lag().millis(99) - 1) * 100;
    }

    private static void row(LiveFigures figures) {
        System.out.printf(
                Locale.ROOT,
                "%-10s %,12.1f %,12.1f %9.1f %9.1f %9.1f | %,8d %9.1f %9.1f | %8.1f%n",
                figures.name(),
                figures.ticksPerSecond(),
                figures.valuesPerSecond(),
                figures.lag().millis(50),
                figures.lag().millis(99),
                figures.lag().maxMillis(),
                figures.ingest().deliveries(),
                figures.ingest().latency().millis(50),
                figures.ingest().latency().millis(99),
                figures.serverCpuPercent());
    }

    /// The slow console: `told` counts all that it was told, also of before it read again.
    record Slow(Result result, long told, boolean drained, String end) {

        /// What makes its figures say less than they seem to.
        private String remark() {
            if (!drained) {
                return "; the rest it did not read: " + end;
            }
            return result.named() == 0 ? " (buffers held all of it: too little was sent for it to be felt)" : "";
        }

        long silentlyMissed() {
            return drained ? result.silent() : 0;
        }
    }
}
