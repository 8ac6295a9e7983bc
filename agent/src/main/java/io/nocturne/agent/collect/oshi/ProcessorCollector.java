package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import io.nocturne.model.metric.MetricCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import oshi.hardware.CentralProcessor;

/// How the CPUs spend their time: by mode over all of them, busy in total, busy for each, and how many there
/// are.
///
/// **Source** - OSHI's ticks of each logical CPU; all of them together are the sum.
final class ProcessorCollector implements Collector {

    private final Supplier<CentralProcessor> processor;
    private final Map<CpuMode, Series> modes = new LinkedHashMap<>();
    private final Series busy = Series.of("system.cpu.total.utilization");
    private final Series count = Series.of("system.cpu.logical.count");
    private TickShares total = new TickShares();
    private List<Core> cores = List.of();
    private List<Series> series = List.of();

    ProcessorCollector(Supplier<CentralProcessor> processor, Platform platform) {
        this.processor = processor;
        for (CpuMode mode : CpuMode.values()) {
            if (platform.modes().contains(mode)) {
                modes.put(mode, Series.of("system.cpu.utilization", MetricCatalog.CPU_MODE, mode.label()));
            }
        }
    }

    @Override
    public String name() {
        return "CPU";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() {
        long[][] ticks = processor.get().getProcessorCpuLoadTicks();
        if (ticks.length != cores.size() || series.isEmpty()) {
            list(ticks.length);
        }
        long[] sum = new long[CentralProcessor.TickType.values().length];
        for (int i = 0; i < ticks.length; i++) {
            add(sum, ticks[i]);
            Core core = cores.get(i);
            if (core.shares().read(ticks[i])) {
                core.series().set(core.shares().busy());
            }
        }
        if (total.read(sum)) {
            modes.forEach((mode, own) -> own.set(total.share(mode)));
            busy.set(total.busy());
        }
        if (ticks.length > 0) {
            count.set(ticks.length);
        }
    }

    private static void add(long[] sum, long[] ticks) {
        for (int i = 0; i < Math.min(sum.length, ticks.length); i++) {
            sum[i] += ticks[i];
        }
    }

    /// With another number of CPUs the sum makes a leap that is no time.
    private void list(int size) {
        total = new TickShares();
        List<Core> listed = new ArrayList<>();
        List<Series> all = new ArrayList<>(modes.values());
        all.add(busy);
        all.add(count);
        for (int i = 0; i < size; i++) {
            Core core = i < cores.size() ? cores.get(i) : Core.numbered(i);
            listed.add(core);
            all.add(core.series());
        }
        cores = listed;
        series = List.copyOf(all);
    }

    /// One logical CPU.
    private record Core(Series series, TickShares shares) {

        static Core numbered(int number) {
            Series series = Series.of(
                    "system.cpu.core.utilization", MetricCatalog.CPU_LOGICAL_NUMBER, Integer.toString(number));
            return new Core(series, new TickShares());
        }
    }
}
