package io.nocturne.console.screen.host;

import io.nocturne.console.chart.Bounds;
import io.nocturne.console.chart.ChartLine;
import io.nocturne.console.chart.ChartModel;
import io.nocturne.console.chart.ChartStatus;
import io.nocturne.console.chart.LineStyle;
import io.nocturne.console.chart.Points;
import io.nocturne.console.state.HistoryState;
import io.nocturne.console.state.HostSnapshot;
import io.nocturne.console.text.Texts;
import io.nocturne.model.metric.Display;
import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.SeriesPoint;
import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Makes the charts of a host out of its series.
///
/// **Threads** - any; builds immutable values.
final class HostCharts {

    private static final String CPU = "system.cpu.utilization";
    private static final String CORES = "system.cpu.core.utilization";
    private static final String MEMORY = "system.memory.usage";
    private static final String FILESYSTEMS = "system.filesystem.utilization";
    private static final String DISK = "system.disk.io";
    private static final String NETWORK = "system.network.io";
    private static final double GAP_INTERVALS = 2.5;

    private final HostSnapshot host;
    private final LatestValues latest;
    private final Window window;
    private final Texts texts;

    /// What the charts look through.
    ///
    /// **Absent** - `staleSince` while data arrives.
    record Window(
            TimeRange range, Duration interval, @Nullable Instant staleSince) {}

    HostCharts(HostSnapshot host, Window window, Texts texts) {
        this.host = host;
        this.latest = new LatestValues(host.latest());
        this.window = window;
        this.texts = texts;
    }

    Map<ChartKind, PanelModel> all() {
        Map<ChartKind, PanelModel> all = new EnumMap<>(ChartKind.class);
        all.put(ChartKind.CPU, cpu());
        all.put(ChartKind.CORES, cores());
        all.put(ChartKind.MEMORY, memory());
        all.put(ChartKind.FILESYSTEMS, filesystems());
        all.put(ChartKind.DISK, disk());
        all.put(ChartKind.NETWORK, network());
        return all;
    }

    private PanelModel cpu() {
        List<ChartLine> lines = new ArrayList<>();
        add(lines, "system", texts.of("cpu.system"), 5, mode("system"::equals));
        add(lines, "user", texts.of("cpu.user"), 1, mode("user"::equals));
        add(lines, "iowait", texts.of("cpu.iowait"), 2, mode("iowait"::equals));
        add(lines, "other", texts.of("cpu.other"), 3, mode(HostCharts::isOtherMode));
        int cores = latest.all(CORES).size();
        return new PanelModel(
                cores == 0 ? "" : texts.of("host.cores", cores),
                text(Display.PERCENT, latest.of("system.cpu.total.utilization")),
                model(Display.PERCENT, lines).withStyle(LineStyle.STACKED_AREA).withBounds(new Bounds(0, 1)));
    }

    private static boolean isOtherMode(String mode) {
        return !List.of("system", "user", "iowait", "idle").contains(mode);
    }

    private Points mode(Predicate<String> wanted) {
        return sum(key ->
                key.metric().equals(CPU) && wanted.test(key.attributes().getOrDefault(MetricCatalog.CPU_MODE, "")));
    }

    private PanelModel cores() {
        List<ChartLine> lines = keys(CORES).stream()
                .sorted(Comparator.comparingInt(HostCharts::core))
                .map(key -> ChartLine.of(Integer.toString(core(key)), texts.of("cpu.core", core(key)), points(key)))
                .toList();
        String busiest = text(
                Display.PERCENT,
                latest.greatest(CORES)
                        .map(entry -> OptionalDouble.of(entry.getValue()))
                        .orElse(OptionalDouble.empty()));
        return new PanelModel(
                texts.of("cpu.busy.cores"),
                busiest,
                model(Display.PERCENT, lines).withBounds(new Bounds(0, 1)));
    }

    private static int core(SeriesKey key) {
        try {
            return Integer.parseInt(key.attributes().getOrDefault(MetricCatalog.CPU_LOGICAL_NUMBER, "0"));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private PanelModel memory() {
        List<ChartLine> lines = new ArrayList<>();
        add(lines, "used", texts.of("memory.used"), 1, memory("used"::equals));
        add(
                lines,
                "cache",
                texts.of("memory.cache"),
                3,
                memory(state -> "buffers".equals(state) || "cached".equals(state)));
        OptionalDouble limit = latest.of("system.memory.limit");
        ChartModel chart = model(Display.BINARY_BYTES, lines).withStyle(LineStyle.STACKED_AREA);
        return new PanelModel(
                limit.isPresent() ? text(Display.BINARY_BYTES, limit) : "",
                text(Display.PERCENT, latest.of("system.memory.utilization")),
                limit.isPresent() ? chart.withBounds(new Bounds(0, limit.getAsDouble())) : chart);
    }

    private Points memory(Predicate<String> wanted) {
        return sum(key -> key.metric().equals(MEMORY)
                && wanted.test(key.attributes().getOrDefault(MetricCatalog.MEMORY_STATE, "")));
    }

    private PanelModel filesystems() {
        List<ChartLine> lines = keys(FILESYSTEMS).stream()
                .map(key -> ChartLine.of(key.canonical(), mountpoint(key), points(key)))
                .toList();
        var fullest = latest.greatest(FILESYSTEMS);
        return new PanelModel(
                fullest.map(entry -> texts.of("filesystem.fullest", mountpoint(entry.getKey())))
                        .orElse(""),
                text(
                        Display.PERCENT,
                        fullest.map(entry -> OptionalDouble.of(entry.getValue()))
                                .orElse(OptionalDouble.empty())),
                model(Display.PERCENT, lines).withBounds(new Bounds(0, 1)));
    }

    private static String mountpoint(SeriesKey key) {
        return key.attributes().getOrDefault(MetricCatalog.FILESYSTEM_MOUNTPOINT, "?");
    }

    private PanelModel disk() {
        var await = latest.greatest("system.disk.await");
        String subtitle = await.map(entry -> texts.of(
                        "disk.await",
                        texts.values(Display.MILLISECONDS).text(entry.getValue()),
                        entry.getKey().attributes().getOrDefault(MetricCatalog.DEVICE, "?")))
                .orElse("");
        return rates(DISK, MetricCatalog.DEVICE, MetricCatalog.DISK_DIRECTION, subtitle);
    }

    private PanelModel network() {
        return rates(NETWORK, MetricCatalog.NETWORK_INTERFACE, MetricCatalog.NETWORK_DIRECTION, "");
    }

    private PanelModel rates(String metric, String device, String direction, String subtitle) {
        List<ChartLine> lines = keys(metric).stream()
                .map(key -> ChartLine.of(
                        key.canonical(),
                        key.attributes().getOrDefault(device, "?") + " "
                                + direction(key.attributes().getOrDefault(direction, "")),
                        points(key)))
                .toList();
        OptionalDouble total =
                latest.all(metric).stream().mapToDouble(Double::doubleValue).reduce(Double::sum);
        return new PanelModel(subtitle, text(Display.BYTE_RATE, total), model(Display.BYTE_RATE, lines));
    }

    private String direction(String direction) {
        return switch (direction) {
            case "read" -> texts.of("disk.read");
            case "write" -> texts.of("disk.write");
            case "receive" -> texts.of("network.in");
            case "transmit" -> texts.of("network.out");
            default -> direction;
        };
    }

    private ChartModel model(Display display, List<ChartLine> lines) {
        return ChartModel.of(display, window.range())
                .withLines(lines)
                .withGapAfter(longestStep())
                .withStaleSince(window.staleSince())
                .withStatus(status(lines));
    }

    private Duration longestStep() {
        long step = host.history() instanceof HistoryState.Loaded loaded ? loaded.stepMillis() : 0;
        return Duration.ofMillis(
                Math.round(GAP_INTERVALS * Math.max(step, window.interval().toMillis())));
    }

    private ChartStatus status(List<ChartLine> lines) {
        boolean any = lines.stream().anyMatch(line -> !line.points().isEmpty());
        if (any) {
            return new ChartStatus.Ready();
        }
        return switch (host.history()) {
            case HistoryState.Loading _ -> new ChartStatus.Loading();
            case HistoryState.Failed _ -> new ChartStatus.Failed(texts.of("host.history-failed"));
            case HistoryState.Loaded _ -> new ChartStatus.Empty(texts.of("host.nothing-in-range"));
        };
    }

    private static void add(List<ChartLine> lines, String key, String label, int color, Points points) {
        if (!points.isEmpty()) {
            lines.add(ChartLine.of(key, label, points).inColor(color));
        }
    }

    private List<SeriesKey> keys(String metric) {
        return host.series().keySet().stream()
                .filter(key -> key.metric().equals(metric))
                .sorted()
                .toList();
    }

    private Points points(SeriesKey key) {
        return Points.of(host.series().getOrDefault(key, List.of()));
    }

    /// The sum of several series, at the times of the longest of them.
    private Points sum(Predicate<SeriesKey> wanted) {
        List<List<SeriesPoint>> parts = host.series().entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparingInt((List<SeriesPoint> part) -> part.size())
                        .reversed())
                .toList();
        return switch (parts.size()) {
            case 0 -> Points.EMPTY;
            case 1 -> Points.of(parts.getFirst());
            default -> summed(parts);
        };
    }

    private static Points summed(List<List<SeriesPoint>> parts) {
        int[] at = new int[parts.size()];
        Points.Builder points = Points.builder();
        for (SeriesPoint lead : parts.getFirst()) {
            double min = lead.min();
            double avg = lead.avg();
            double max = lead.max();
            for (int i = 1; i < at.length; i++) {
                List<SeriesPoint> part = parts.get(i);
                while (at[i] < part.size() && part.get(at[i]).time().isBefore(lead.time())) {
                    at[i]++;
                }
                if (at[i] < part.size() && part.get(at[i]).time().equals(lead.time())) {
                    min += part.get(at[i]).min();
                    avg += part.get(at[i]).avg();
                    max += part.get(at[i]).max();
                }
            }
            points.add(lead.time().toEpochMilli(), min, avg, max);
        }
        return points.build();
    }

    private String text(Display display, OptionalDouble value) {
        return texts.values(display).text(value);
    }
}
