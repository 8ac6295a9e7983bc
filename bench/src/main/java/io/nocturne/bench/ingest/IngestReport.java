package io.nocturne.bench.ingest;

import io.nocturne.bench.ingest.VictoriaMetrics.Measured;
import io.nocturne.bench.load.Comparison.Result;
import io.nocturne.bench.load.CostMeter;
import io.nocturne.bench.load.Load;
import io.nocturne.bench.load.Tally;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What `bench ingest` prints at the end: a table, then one JSON object.
record IngestReport(IngestSettings settings, Load.Outcome outcome, CostMeter meter) {

    void print(
            String machine,
            double cpuWithStop,
            long sizeRunning,
            long sizeStopped,
            long walBytes,
            Result result,
            long serverErrors,
            @Nullable Measured peer) {
        table(sizeRunning, sizeStopped, walBytes, result);
        if (peer != null) {
            System.out.println(peer.row());
        }
        Tally counted = outcome.counted();
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"ingest\",\"store\":\"%s\",\"hosts\":%d,\"series\":%d,\"batch\":%d,\"seconds\":%.1f,"
                        + "\"connections\":%d,\"samplesPerSecond\":%.0f,\"serverCpuSecondsPerMillion\":%.3f,"
                        + "\"databaseCpuSecondsPerMillion\":%.3f,\"totalCpuSecondsPerMillion\":%.3f,"
                        + "\"serverCpuSecondsPerMillionWithStop\":%.3f,\"ackMillisP50\":%.2f,\"ackMillisP99\":%.2f,"
                        + "\"ackMillisMax\":%.1f,\"bytesPerSample\":%s,\"bytesPerSampleRunning\":%s,"
                        + "\"walBytes\":%d,\"wireBytesPerSample\":%.3f,\"rssMaxMb\":%.0f,\"lost\":%d,\"wrong\":%d,"
                        + "\"doubled\":%d,\"readBackHosts\":%d,\"readBackSamples\":%d,\"samples\":%d,"
                        + "\"refusals\":%d,\"breaks\":%d,\"serverErrors\":%d,\"generatorCpuSeconds\":%.1f,"
                        + "\"machine\":\"%s\"%s}%n",
                settings.store(),
                settings.hosts(),
                settings.series(),
                settings.batch(),
                outcome.seconds(),
                settings.connections(),
                outcome.samplesPerSecond(),
                perMillion(meter.programCpuSeconds()),
                perMillion(meter.databaseCpuSeconds()),
                perMillion(meter.programCpuSeconds() + meter.databaseCpuSeconds()),
                cpuWithStop / (outcome.samples() / 1e6),
                counted.latency().millis(50),
                counted.latency().millis(99),
                counted.latency().maxMillis(),
                orElse("null", sizeStopped),
                orElse("null", sizeRunning),
                walBytes,
                counted.bytes() / (double) counted.samples(),
                meter.rssMaxMb(),
                result.lostSamples(),
                result.wrongSamples(),
                result.doubledSamples(),
                result.hosts(),
                result.readSamples(),
                outcome.samples(),
                counted.refusals(),
                counted.breaks(),
                serverErrors,
                meter.ownCpuSeconds(),
                machine,
                peer == null ? "" : ",\"peers\":{\"victoria-metrics\":" + peer.json() + "}");
    }

    private void table(long sizeRunning, long sizeStopped, long walBytes, Result result) {
        Tally counted = outcome.counted();
        System.out.printf(
                Locale.ROOT,
                "%n%d hosts, %d series, %d snapshots a delivery, %d connections, %.1f s after %d s of warm-up%n",
                settings.hosts(),
                settings.series(),
                settings.batch(),
                settings.connections(),
                outcome.seconds(),
                Load.WARM_UP_SECONDS);
        System.out.printf(
                Locale.ROOT,
                "database %.3f CPU s a million samples, write-ahead log %.1f MB; generator %.1f CPU s;"
                        + " %d answers 429 or 503, %d broken%n",
                perMillion(meter.databaseCpuSeconds()),
                walBytes / 1e6,
                meter.ownCpuSeconds(),
                counted.refusals(),
                counted.breaks());
        System.out.printf(
                Locale.ROOT,
                "store %.1f MB while running, %.1f MB when stopped, for %,d samples%n",
                sizeRunning / 1e6,
                sizeStopped / 1e6,
                outcome.samples());
        System.out.printf(
                Locale.ROOT,
                "read back after a restart: %d hosts, %,d samples; lost %d, wrong %d, doubled %d%n%n",
                result.hosts(),
                result.readSamples(),
                result.lostSamples(),
                result.wrongSamples(),
                result.doubledSamples());
        System.out.printf(
                "%-18s %14s %12s %10s %10s %10s %9s%n",
                "", "samples/s", "CPU s/M", "P50 ms", "P99 ms", "bytes", "RSS MB");
        System.out.printf(
                Locale.ROOT,
                "%-18s %,14.0f %12.3f %10.2f %10.2f %10s %9.0f%n",
                "nocturne, " + settings.store(),
                outcome.samplesPerSecond(),
                perMillion(meter.programCpuSeconds()),
                counted.latency().millis(50),
                counted.latency().millis(99),
                orElse("-", sizeStopped),
                meter.rssMaxMb());
    }

    private double perMillion(double cpuSeconds) {
        return cpuSeconds / (outcome.counted().samples() / 1e6);
    }

    /// A store that did not grow says nothing about what a sample takes.
    private String orElse(String absent, long bytes) {
        return bytes <= 0 ? absent : String.format(Locale.ROOT, "%.3f", bytes / (double) outcome.samples());
    }
}
