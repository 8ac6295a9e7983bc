package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import java.util.List;
import java.util.function.Supplier;
import oshi.hardware.CentralProcessor;

/// The load averages.
///
/// **Absent** - on a system without load averages, which OSHI tells by a negative number: Windows.
final class LoadCollector implements Collector {

    private final Supplier<CentralProcessor> processor;
    private final List<Series> series = List.of(
            Series.of("system.cpu.load_average.1m"),
            Series.of("system.cpu.load_average.5m"),
            Series.of("system.cpu.load_average.15m"));

    LoadCollector(Supplier<CentralProcessor> processor) {
        this.processor = processor;
    }

    @Override
    public String name() {
        return "load average";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() {
        double[] averages = processor.get().getSystemLoadAverage(series.size());
        for (int i = 0; i < Math.min(averages.length, series.size()); i++) {
            if (averages[i] >= 0) {
                series.get(i).set(averages[i]);
            }
        }
    }
}
