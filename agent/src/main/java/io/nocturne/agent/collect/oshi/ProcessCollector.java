package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.model.sample.ProcessSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import oshi.software.os.OSProcess;

/// The process table: the first processes by CPU and the first by memory, no process twice.
///
/// **Shape** - read every 15 s, because OSHI makes an object of every process of the host for it; readings in
/// between repeat the rows. A process is taken for the one before if its pid and its start are the same.
/// **Absent** - the CPU of a process that was not there at the reading before; the idle process of Windows,
/// which is no program.
/// **Source** - OSHI's CPU time between two readings over the time that passed; resident memory.
final class ProcessCollector implements Collector {

    static final Duration PERIOD = Duration.ofSeconds(15);

    /// OSHI works a start out from two clocks, so it can differ a little from reading to reading.
    private static final long SAME_START_MILLIS = 2_000;

    private static final Comparator<Row> BY_MEMORY = Comparator.comparingLong(
                    (Row row) -> row.process().getResidentMemory())
            .reversed();
    private static final Comparator<Row> BY_CPU =
            Comparator.comparingDouble(Row::cpuOrNone).reversed().thenComparing(BY_MEMORY);

    private final Supplier<List<OSProcess>> listing;
    private final int top;
    private final Pace pace;
    private Map<Integer, OSProcess> before = Map.of();
    private List<ProcessSample> processes = List.of();

    /// **Shape** - at most `top` processes by CPU and as many by memory.
    ProcessCollector(Supplier<List<OSProcess>> listing, int top, Ticker ticker) {
        this.listing = listing;
        this.top = top;
        this.pace = new Pace(ticker, PERIOD);
    }

    @Override
    public String name() {
        return "process";
    }

    @Override
    public List<Series> series() {
        return List.of();
    }

    @Override
    public List<ProcessSample> processes() {
        return processes;
    }

    @Override
    public void collect() {
        if (!pace.isDue()) {
            return;
        }
        processes = List.of();
        Map<Integer, OSProcess> now = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        for (OSProcess process : listing.get()) {
            now.put(process.getProcessID(), process);
            if (isProgram(process)) {
                rows.add(new Row(process, cpu(process, before.get(process.getProcessID()))));
            }
        }
        before = now;
        processes = first(rows).stream().map(Row::sample).toList();
    }

    private Collection<Row> first(List<Row> rows) {
        Map<Integer, Row> chosen = new LinkedHashMap<>();
        for (Comparator<Row> order : List.of(BY_CPU, BY_MEMORY)) {
            rows.stream().sorted(order).limit(top).forEach(row -> chosen.putIfAbsent(row.pid(), row));
        }
        return chosen.values();
    }

    private static boolean isProgram(OSProcess process) {
        String name = process.getName();
        boolean idle =
                process.getProcessID() == 0 && name.toLowerCase(Locale.ROOT).contains("idle");
        return !idle && !name.isBlank() && process.getProcessID() >= 0 && process.getResidentMemory() >= 0;
    }

    private static @Nullable Double cpu(OSProcess process, @Nullable OSProcess earlier) {
        if (earlier == null
                || Math.abs(process.getStartTime() - earlier.getStartTime()) > SAME_START_MILLIS
                || process.getUpTime() <= earlier.getUpTime()) {
            return null;
        }
        double load = process.getProcessCpuLoadBetweenTicks(earlier);
        return Double.isFinite(load) ? Math.max(Math.round(load * 1e4) / 1e4, 0) : null;
    }

    private record Row(OSProcess process, @Nullable Double cpu) {

        int pid() {
            return process.getProcessID();
        }

        /// A process whose CPU is not known yet stands behind all others.
        double cpuOrNone() {
            return cpu == null ? -1 : cpu;
        }

        ProcessSample sample() {
            return new ProcessSample(pid(), bounded(process.getName()), user(), cpu, process.getResidentMemory());
        }

        private @Nullable String user() {
            String user = OshiInventory.text(process.getUser());
            return user == null ? null : bounded(user);
        }

        private static String bounded(String text) {
            return text.length() <= ProcessSample.MAX_TEXT ? text : text.substring(0, ProcessSample.MAX_TEXT);
        }
    }
}
