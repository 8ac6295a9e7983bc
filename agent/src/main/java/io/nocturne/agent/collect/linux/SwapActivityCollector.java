package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.CounterRate;
import io.nocturne.agent.collect.Lap;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.model.metric.MetricCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Pages swapped in and out.
///
/// **Source** - `pswpin` and `pswpout` of `/proc/vmstat`.
final class SwapActivityCollector implements Collector {

    private static final byte[] IN = ByteScanner.ascii("pswpin");
    private static final byte[] OUT = ByteScanner.ascii("pswpout");
    private static final String OPERATIONS = "system.paging.operations";

    private final KernelFile file;
    private final ByteScanner scanner = new ByteScanner();
    private final Lap lap;
    private final CounterRate in = new CounterRate(Series.of(OPERATIONS, MetricCatalog.PAGING_DIRECTION, "in"));
    private final CounterRate out = new CounterRate(Series.of(OPERATIONS, MetricCatalog.PAGING_DIRECTION, "out"));
    private final List<Series> series = List.of(in.series(), out.series());

    SwapActivityCollector(Path root, Ticker ticker) {
        file = new KernelFile(root.resolve("proc/vmstat"));
        lap = new Lap(ticker);
    }

    @Override
    public String name() {
        return "swap activity";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() throws IOException {
        file.read(scanner);
        double seconds = lap.seconds();
        while (scanner.nextLine() && scanner.nextWord()) {
            if (scanner.wordIs(IN) && scanner.nextNumber()) {
                in.apply(scanner.number(), seconds);
            } else if (scanner.wordIs(OUT) && scanner.nextNumber()) {
                out.apply(scanner.number(), seconds);
            }
        }
    }
}
