package io.nocturne.server.rule;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.RuleSource.Aggregation;
import io.nocturne.model.metric.MetricCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules that a new server begins with.
public final class DefaultRules {

    /// Full by design: images that are only ever read.
    private static final Matcher WRITABLE = new Matcher(
            MetricCatalog.FILESYSTEM_TYPE, Matcher.Op.NOT_MATCHES, "squashfs|iso9660|cramfs|erofs|romfs|udf");

    private static final String FILESYSTEM = "system.filesystem.utilization";

    private DefaultRules() {}

    /// All of them, each with version 1.
    public static List<AlertRule> all() {
        return List.of(
                rule(
                        "cpu",
                        "CPU busy",
                        average("system.cpu.total.utilization", 60),
                        Comparison.ABOVE,
                        Threshold.of(0.80, 0.75, 0),
                        Threshold.of(0.90, 0.85, 0),
                        "See which processes use the CPU and since when. A runaway process: restart it. Load that"
                                + " grew: move some of it, or add CPUs."),
                rule(
                        "memory",
                        "Memory nearly used up",
                        RuleSource.Metric.newest("system.memory.utilization"),
                        Comparison.ABOVE,
                        Threshold.of(0.85, 0.82, 30),
                        Threshold.of(0.95, 0.92, 30),
                        "See which processes hold the memory and whether one grows without end. Restart that one"
                                + " before the system kills one of its own choice."),
                rule(
                        "disk",
                        "Filesystem nearly full",
                        new RuleSource.Metric(FILESYSTEM, List.of(WRITABLE), Aggregation.LAST, null, null),
                        Comparison.ABOVE,
                        Threshold.of(0.80, 0.78, 0),
                        Threshold.of(0.90, 0.88, 0),
                        "Look for what grew last: logs, core dumps, temporary files, old packages. Space of a deleted"
                                + " file comes back when the process that holds it ends."),
                rule(
                        "disk-await",
                        "Disk answers slowly",
                        average("system.disk.await", 300),
                        Comparison.ABOVE,
                        Threshold.of(0.1, 0.08, 0),
                        null,
                        "Compare with the disk's queue and utilization: a backup or a busy neighbor passes, errors in"
                                + " the kernel log mean that the disk is dying."),
                rule(
                        "host-silent",
                        "Host reports nothing",
                        new RuleSource.HostSilent(),
                        Comparison.ABOVE,
                        Threshold.of(3, 3, 0),
                        Threshold.of(3, 3, 0),
                        "Reach the host another way. If it is up, look at the agent's status and its way to the"
                                + " server; if many are silent at once, look at the network between."),
                rule(
                        "disk-full-soon",
                        "Filesystem will be full soon",
                        new RuleSource.Forecast(FILESYSTEM, List.of(WRITABLE), 1.0, 21_600),
                        Comparison.BELOW,
                        Threshold.of(86_400, 108_000, 0),
                        Threshold.of(14_400, 21_600, 0),
                        "It fills as fast as in the last hours. Find what writes and stop it, or make room before the"
                                + " time that is told."),
                rule(
                        "clock-skew",
                        "Clock is wrong",
                        new RuleSource.ClockSkew(),
                        Comparison.ABOVE,
                        Threshold.of(10, 5, 0),
                        Threshold.of(60, 30, 0),
                        "Check time synchronization on the host (chronyc tracking, timedatectl). Logs and certificates"
                                + " of this host cannot be trusted meanwhile."),
                rule(
                        "data-loss",
                        "Agent lost data",
                        new RuleSource.DataLoss(600),
                        Comparison.ABOVE,
                        Threshold.of(0, 0, 0),
                        null,
                        "The agent had to give up snapshots: see its disk and its buffer's limits, and how long the"
                                + " server was out of reach."));
    }

    public static Optional<AlertRule> find(String ruleId) {
        return all().stream().filter(rule -> rule.ruleId().equals(ruleId)).findFirst();
    }

    private static RuleSource average(String metric, long windowSeconds) {
        return new RuleSource.Metric(metric, List.of(), Aggregation.AVG, windowSeconds, null);
    }

    private static AlertRule rule(
            String ruleId,
            String name,
            RuleSource source,
            Comparison comparison,
            Threshold warning,
            @Nullable Threshold critical,
            String guidance) {
        return new AlertRule(
                ruleId,
                name,
                1,
                source,
                comparison,
                List.of(),
                new RuleSettings(null, warning, critical, null, guidance, null),
                List.of(),
                Map.of(),
                null,
                null);
    }
}
