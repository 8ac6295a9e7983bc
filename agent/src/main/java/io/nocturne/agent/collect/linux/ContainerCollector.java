package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Counter;
import io.nocturne.agent.collect.Lap;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// What the agent's own container may use, and uses, of CPU and memory.
///
/// **Shape** - only in a container that has a limit; the limits are asked again each minute, because they can be
/// changed while it runs. The host's own numbers stay the host's.
/// **Absent** - outside of containers: there the root of the cgroups has no limit files (version 2), or limits
/// beyond the machine (version 1).
/// **Source** - version 2: `cpu.max`, `cpu.stat` (usage_usec), `memory.max`, `memory.current`, `memory.stat`
/// (inactive_file); version 1: `cpu.cfs_quota_us`, `cpu.cfs_period_us`, `cpuacct.usage`,
/// `memory.limit_in_bytes`, `memory.usage_in_bytes`, `memory.stat` (total_inactive_file).
/// Documentation/admin-guide/cgroup-v2.rst and cgroup-v1 of the kernel. Used memory is without the cache that
/// nobody uses, as container tools show it.
final class ContainerCollector implements Collector {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long MAX_CPUS = 65_536;

    /// A limit of 2^60 bytes or more is how version 1 says that there is none.
    private static final double NO_LIMIT = 1L << 60;

    private static final long LIMITS_NANOS = Duration.ofMinutes(1).toNanos();

    private final Path folder;
    private final Ticker ticker;
    private final Lap lap;
    private final Counter cpuNanos = new Counter();
    private final Series cpuLimit = Series.of("container.cpu.limit");
    private final Series cpuUtilization = Series.of("container.cpu.utilization");
    private final Series memoryLimit = Series.of("container.memory.limit");
    private final Series memoryUtilization = Series.of("container.memory.utilization");
    private boolean started;
    private long askedNanos;
    private OptionalDouble cpus = OptionalDouble.empty();
    private OptionalDouble memory = OptionalDouble.empty();
    private List<Series> series = List.of();

    ContainerCollector(Path root, Ticker ticker) {
        this.ticker = ticker;
        folder = root.resolve("sys/fs/cgroup");
        lap = new Lap(ticker);
    }

    @Override
    public String name() {
        return "container";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() {
        double seconds = lap.seconds();
        if (!started || ticker.nanos() - askedNanos >= LIMITS_NANOS) {
            started = true;
            askedNanos = ticker.nanos();
            cpus = cpuLimit();
            memory = memoryLimit();
            list(cpus.isPresent(), memory.isPresent());
        }
        cpus.ifPresent(limit -> {
            cpuLimit.set(limit);
            OptionalDouble used = usedNanos();
            if (used.isPresent() && cpuNanos.advance((long) used.getAsDouble()) && seconds > 0) {
                cpuUtilization.set(cpuNanos.growth() / NANOS_PER_SECOND / seconds / limit);
            }
        });
        memory.ifPresent(limit -> {
            memoryLimit.set(limit);
            usedMemory().ifPresent(used -> memoryUtilization.set(Math.clamp(used / limit, 0, 1)));
        });
    }

    /// Another list only when a limit comes or goes.
    private void list(boolean cpu, boolean memory) {
        List<Series> now = new ArrayList<>();
        if (cpu) {
            now.addAll(List.of(cpuLimit, cpuUtilization));
        }
        if (memory) {
            now.addAll(List.of(memoryLimit, memoryUtilization));
        }
        if (!now.equals(series)) {
            series = List.copyOf(now);
        }
    }

    private OptionalDouble cpuLimit() {
        String[] words = text("cpu.max").split(" ", 3);
        OptionalDouble quota = number(words[0]);
        OptionalDouble period = words.length > 1 ? number(words[1]) : OptionalDouble.empty();
        if (words[0].isEmpty()) {
            quota = number(text("cpu/cpu.cfs_quota_us"));
            period = number(text("cpu/cpu.cfs_period_us"));
        }
        if (quota.isEmpty() || period.isEmpty() || period.getAsDouble() == 0) {
            return OptionalDouble.empty();
        }
        double limit = quota.getAsDouble() / period.getAsDouble();
        return limit > 0 && limit < MAX_CPUS ? OptionalDouble.of(limit) : OptionalDouble.empty();
    }

    private OptionalDouble memoryLimit() {
        String v2 = text("memory.max");
        OptionalDouble limit = number(v2.isEmpty() ? text("memory/memory.limit_in_bytes") : v2);
        return limit.orElse(NO_LIMIT) < NO_LIMIT && limit.orElse(0) > 0 ? limit : OptionalDouble.empty();
    }

    private OptionalDouble usedNanos() {
        OptionalDouble micros = number(line("cpu.stat", "usage_usec "));
        return micros.isPresent()
                ? OptionalDouble.of(micros.getAsDouble() * 1e3)
                : number(text("cpuacct/cpuacct.usage"));
    }

    private OptionalDouble usedMemory() {
        String v2 = text("memory.current");
        boolean isV2 = !v2.isEmpty();
        OptionalDouble all = number(isV2 ? v2 : text("memory/memory.usage_in_bytes"));
        OptionalDouble unused = number(
                isV2 ? line("memory.stat", "inactive_file ") : line("memory/memory.stat", "total_inactive_file "));
        return all.isPresent()
                ? OptionalDouble.of(Math.max(all.getAsDouble() - unused.orElse(0), 0))
                : OptionalDouble.empty();
    }

    private String line(String file, String prefix) {
        return text(file)
                .lines()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .map(line -> line.substring(prefix.length()))
                .orElse("");
    }

    private String text(String file) {
        Path path = folder.resolve(file);
        try {
            return path.toFile().isFile()
                    ? Files.readString(path, StandardCharsets.US_ASCII).strip()
                    : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static OptionalDouble number(String text) {
        return text.matches("-?\\d{1,19}") ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }
}
