package io.nocturne.agent.print;

import io.nocturne.model.metric.MetricCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/// The live table of one host, made to fit 80 columns and 24 lines.
///
/// **Shape** - at most [#MAX_LINES] lines of at most [#WIDTH] characters; what does not fit is counted in a
/// last line of its part. With `inPlace` it is drawn over the picture before, else printed below it.
/// **Absent** - a dash.
public final class WatchScreen {

    static final int WIDTH = 80;
    static final int MAX_LINES = 23;

    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";
    private static final String CPU_MODES = "system.cpu.utilization";
    private static final String LOAD = "system.cpu.load_average.";
    private static final int BAR = 20;
    private static final int CORES_IN_LINE = 8;
    private static final int CORE_LINES = 2;
    private static final int DEVICE_LINES = 4;
    private static final int NAME_WIDTH = 26;

    private final boolean inPlace;

    public WatchScreen(boolean inPlace) {
        this.inPlace = inPlace;
    }

    /// The picture of a report, its last line ended.
    public String draw(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s   %s   up %s".formatted(Printable.of(report.host()), report.time(), text(report, "system.uptime")));
        lines.add("");
        cpu(lines, report);
        memory(lines, report);
        lines.add("");
        filesystems(lines, report);
        disks(lines, report);
        interfaces(lines, report);
        StringBuilder picture = new StringBuilder(inPlace ? HOME_AND_CLEAR : "");
        lines.stream()
                .limit(MAX_LINES)
                .forEach(line -> picture.append(fit(line)).append('\n'));
        return picture.toString();
    }

    private static void cpu(List<String> lines, Report report) {
        lines.add("CPU   %s  user %s  system %s  iowait %s"
                .formatted(
                        bar(report.find("system.cpu.total.utilization")),
                        text(report, CPU_MODES, "user"),
                        text(report, CPU_MODES, "system"),
                        text(report, CPU_MODES, "iowait")));
        List<String> cores = report.attributeValues("system.cpu.core.utilization", MetricCatalog.CPU_LOGICAL_NUMBER);
        int shown = Math.min(cores.size(), CORES_IN_LINE * CORE_LINES);
        for (int from = 0; from < shown; from += CORES_IN_LINE) {
            StringBuilder line = new StringBuilder("     ");
            for (String core : cores.subList(from, Math.min(from + CORES_IN_LINE, shown))) {
                line.append(' ').append(core(report, core));
            }
            boolean isLast = from + CORES_IN_LINE >= shown && cores.size() > shown;
            lines.add(line + (isLast ? " …" : ""));
        }
        lines.add("Load  %s  %s  %s  over %s CPUs"
                .formatted(
                        text(report, LOAD + "1m"),
                        text(report, LOAD + "5m"),
                        text(report, LOAD + "15m"),
                        text(report, "system.cpu.logical.count")));
    }

    private static String core(Report report, String core) {
        OptionalDouble busy = report.lines().stream()
                .filter(line -> line.key().metric().equals("system.cpu.core.utilization"))
                .filter(line -> core.equals(line.key().attributes().get(MetricCatalog.CPU_LOGICAL_NUMBER)))
                .mapToDouble(Report.Line::value)
                .findFirst();
        return String.format(
                Locale.ROOT, "%3s:%s", core, busy.isPresent() ? "%3.0f%%".formatted(busy.getAsDouble() * 100) : "   -");
    }

    private static void memory(List<String> lines, Report report) {
        lines.add("Mem   %s  %s of %s available"
                .formatted(
                        bar(report.find("system.memory.utilization")),
                        text(report, "system.memory.available"),
                        text(report, "system.memory.limit")));
        OptionalDouble swap = report.find("system.paging.limit");
        if (swap.isPresent() && swap.getAsDouble() > 0) {
            lines.add("Swap  %s  %s used, in %s, out %s"
                    .formatted(
                            bar(report.find("system.paging.utilization")),
                            text(report, "system.paging.usage", "used"),
                            text(report, "system.paging.operations", "in"),
                            text(report, "system.paging.operations", "out")));
        } else {
            lines.add("Swap  none");
        }
    }

    private static void filesystems(List<String> lines, Report report) {
        lines.add(row("Filesystem", "size", "used", "free", "use"));
        String usage = "system.filesystem.usage";
        part(
                lines,
                report.attributeValues(usage, MetricCatalog.FILESYSTEM_MOUNTPOINT),
                place -> row(
                        place,
                        text(report, "system.filesystem.limit", place),
                        text(report, usage, place, "used"),
                        text(report, usage, place, "free"),
                        text(report, "system.filesystem.utilization", place)));
    }

    private static void disks(List<String> lines, Report report) {
        lines.add(row("Disk", "read", "write", "await", "busy"));
        String io = "system.disk.io";
        part(
                lines,
                report.attributeValues(io, MetricCatalog.DEVICE),
                disk -> row(
                        disk,
                        text(report, io, disk, "read"),
                        text(report, io, disk, "write"),
                        text(report, "system.disk.await", disk),
                        text(report, "system.disk.utilization", disk)));
    }

    private static void interfaces(List<String> lines, Report report) {
        lines.add(row("Network", "receive", "transmit", "packets in", "dropped in"));
        String io = "system.network.io";
        part(
                lines,
                report.attributeValues(io, MetricCatalog.NETWORK_INTERFACE),
                name -> row(
                        name,
                        text(report, io, name, "receive"),
                        text(report, io, name, "transmit"),
                        text(report, "system.network.packet.count", name, "receive"),
                        text(report, "system.network.packet.dropped", name, "receive")));
    }

    private static void part(List<String> lines, List<String> names, Function<String, String> row) {
        int shown = names.size() <= DEVICE_LINES ? names.size() : DEVICE_LINES - 1;
        names.subList(0, shown).forEach(name -> lines.add(row.apply(name)));
        if (names.size() > shown) {
            lines.add("  … and " + (names.size() - shown) + " more");
        }
    }

    private static String row(String name, String... cells) {
        StringBuilder line = new StringBuilder(WIDTH);
        String shown = Printable.of(name);
        shown = shown.length() <= NAME_WIDTH ? shown : shown.substring(0, NAME_WIDTH - 1) + "…";
        line.append(shown).repeat(' ', NAME_WIDTH - shown.length());
        for (String cell : cells) {
            line.repeat(' ', Math.max(1, 13 - cell.length())).append(cell);
        }
        return line.toString();
    }

    private static String text(Report report, String metric, String... attributeValues) {
        OptionalDouble value = report.find(metric, attributeValues);
        return value.isPresent() ? ValueText.of(metric, value.getAsDouble()) : "-";
    }

    private static String bar(OptionalDouble share) {
        int filled = (int) Math.round(Math.clamp(share.orElse(0), 0, 1) * BAR);
        String percent =
                share.isPresent() ? String.format(Locale.ROOT, "%5.1f %%", share.getAsDouble() * 100) : "      -";
        return "[" + "|".repeat(filled) + " ".repeat(BAR - filled) + "] " + percent;
    }

    private static String fit(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
    }
}
