package io.nocturne.bench.query;

import io.nocturne.bench.load.Load;
import io.nocturne.bench.query.QueryProbe.Probed;
import io.nocturne.server.series.store.HistoryLoad.TierSize;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What `bench query` prints at the end: tables, then one JSON object.
record QueryReport(
        QuerySettings settings,
        List<TierSize> sizes,
        List<Probed> kinds,
        List<QueryTally> tallies,
        Load.Outcome ingest,
        QueryProbe probe,
        QueryMeter meter,
        String machine) {

    static void print(List<TierSize> sizes) {
        System.out.printf(
                "%n%-18s %12s %16s %14s %14s %10s %10s %8s%n",
                "tier", "rows", "values", "encoded MB", "stored MB", "B/value", "stored B", "load s");
        for (TierSize size : sizes) {
            System.out.printf(
                    Locale.ROOT,
                    "%-18s %,12d %,16d %,14.1f %,14.1f %10.3f %10.3f %8.1f%n",
                    size.tier(),
                    size.rows(),
                    size.values(),
                    size.encodedBytes() / 1e6,
                    size.storedBytes() / 1e6,
                    size.encodedBytesPerValue(),
                    size.storedBytesPerValue(),
                    size.seconds());
        }
        System.out.println(
                "(a value is a sample, or the minimum, maximum, sum and count of a series in a minute or hour)");
    }

    void print() {
        System.out.printf(
                "%n%-18s %-12s %9s %8s %9s %9s %9s %9s %9s %12s%n",
                "kind", "from", "step s", "points", "n", "P50 ms", "P95 ms", "P99 ms", "max ms", "answer bytes");
        for (int i = 0; i < kinds.size(); i++) {
            Probed kind = kinds.get(i);
            QueryTally tally = tallies.get(i);
            System.out.printf(
                    Locale.ROOT,
                    "%-18s %-12s %9.0f %8d %,9d %9.2f %9.2f %9.2f %9.1f %,12.0f%s%n",
                    kind.kind().name(),
                    from(kind),
                    kind.stepMillis() / 1e3,
                    kind.points(),
                    tally.answers(),
                    tally.latency().millis(50),
                    tally.latency().millis(95),
                    tally.latency().millis(99),
                    tally.latency().maxMillis(),
                    tally.bytesEach(),
                    tally.refusals() == 0 ? "" : "  " + tally.refusals() + " refused");
        }
        System.out.printf(
                Locale.ROOT,
                "%nmeanwhile %,.0f samples/s were taken (%,d wanted), ack P50 %.1f ms, P99 %.1f ms, %d refused;"
                        + " CPU s: server %.1f, database %.1f, bench %.1f, of %.1f s on %d CPUs; server %.0f MB%n",
                ingest.samplesPerSecond(),
                settings.ingest(),
                ingest.counted().latency().millis(50),
                ingest.counted().latency().millis(99),
                ingest.counted().refusals(),
                meter.serverCpuSeconds(),
                meter.databaseCpuSeconds(),
                meter.ownCpuSeconds(),
                ingest.seconds(),
                Runtime.getRuntime().availableProcessors(),
                meter.rssMaxMb());
        System.out.printf(
                "answers compared with the samples: %,d points, %d wrong%n%n",
                probe.comparedPoints(), probe.wrongPoints());
        System.out.println(json());
    }

    private String json() {
        return String.format(
                Locale.ROOT,
                "{\"bench\":\"query\",\"store\":\"%s\",\"hosts\":%d,\"series\":%d,\"rawDays\":%d,\"minuteDays\":%d,"
                        + "\"hourDays\":%d,\"clients\":%d,\"seconds\":%.1f,\"ingestSamplesPerSecond\":%.0f,"
                        + "\"ackMillisP99\":%.2f,\"kinds\":{%s},\"worstP95Millis\":%.2f,\"tiers\":{%s},"
                        + "\"comparedPoints\":%d,\"wrongPoints\":%d,\"serverCpuSeconds\":%.1f,"
                        + "\"databaseCpuSeconds\":%.1f,\"benchCpuSeconds\":%.1f,\"rssMaxMb\":%.0f,\"machine\":\"%s\"}",
                settings.store(),
                settings.hosts(),
                settings.series(),
                settings.rawDays(),
                settings.minuteDays(),
                settings.hourDays(),
                settings.clients(),
                ingest.seconds(),
                ingest.samplesPerSecond(),
                ingest.counted().latency().millis(99),
                IntStream.range(0, kinds.size()).mapToObj(this::kindJson).collect(Collectors.joining(",")),
                tallies.stream()
                        .mapToDouble(tally -> tally.latency().millis(95))
                        .max()
                        .orElse(0),
                sizes.stream().map(QueryReport::tierJson).collect(Collectors.joining(",")),
                probe.comparedPoints(),
                probe.wrongPoints(),
                meter.serverCpuSeconds(),
                meter.databaseCpuSeconds(),
                meter.ownCpuSeconds(),
                meter.rssMaxMb(),
                machine);
    }

    private String kindJson(int index) {
        QueryTally tally = tallies.get(index);
        return String.format(
                Locale.ROOT,
                "\"%s\":{\"from\":\"%s\",\"n\":%d,\"p50Millis\":%.2f,\"p95Millis\":%.2f,\"p99Millis\":%.2f,"
                        + "\"answerBytes\":%.0f}",
                kinds.get(index).kind().name(),
                from(kinds.get(index)),
                tally.answers(),
                tally.latency().millis(50),
                tally.latency().millis(95),
                tally.latency().millis(99),
                tally.bytesEach());
    }

    private static String tierJson(TierSize size) {
        return String.format(
                Locale.ROOT,
                "\"%s\":{\"rows\":%d,\"values\":%d,\"encodedBytes\":%d,\"storedBytes\":%d,\"storedBytesPerValue\":%.3f}",
                size.tier(),
                size.rows(),
                size.values(),
                size.encodedBytes(),
                size.storedBytes(),
                size.storedBytesPerValue());
    }

    private static String from(Probed kind) {
        return kind.resolution() == null ? "-" : kind.resolution().toString();
    }
}
