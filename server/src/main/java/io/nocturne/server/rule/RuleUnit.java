package io.nocturne.server.rule;

import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.metric.MetricDefinition;
import java.util.Set;

/// What the thresholds of a rule are numbers of.
public enum RuleUnit {
    /// 0 to 1; people write percent.
    FRACTION,
    /// As a fraction, but several CPUs are more than 1.
    CPU_SHARE,
    BYTES,
    BYTES_PER_SECOND,
    SECONDS,
    CELSIUS,
    /// Collection intervals of the host.
    INTERVALS,
    EVENTS,
    /// Anything else: CPUs, operations, packets a second.
    NUMBER,
    /// The catalog does not have the metric.
    UNKNOWN;

    private static final Set<String> CPU_SHARES = Set.of("nocturne.agent.cpu.utilization", "process.cpu.utilization");

    public static RuleUnit of(RuleSource source) {
        return switch (source) {
            case RuleSource.Metric metric -> ofMetric(metric.metric());
            case RuleSource.Forecast _, RuleSource.ClockSkew _ -> SECONDS;
            case RuleSource.HostSilent _ -> INTERVALS;
            case RuleSource.DataLoss _ -> EVENTS;
        };
    }

    /// The unit of a metric's values.
    public static RuleUnit ofMetric(String metric) {
        return MetricCatalog.find(metric).map(RuleUnit::of).orElse(UNKNOWN);
    }

    private static RuleUnit of(MetricDefinition definition) {
        if (CPU_SHARES.contains(definition.name())) {
            return CPU_SHARE;
        }
        return switch (definition.unit()) {
            case ONE -> FRACTION;
            case BYTES -> BYTES;
            case BYTES_PER_SECOND -> BYTES_PER_SECOND;
            case SECONDS -> SECONDS;
            case DEGREES_CELSIUS -> CELSIUS;
            case CPUS,
                    THREADS,
                    OPERATIONS,
                    OPERATIONS_PER_SECOND,
                    PACKETS_PER_SECOND,
                    ERRORS_PER_SECOND,
                    CONNECTIONS,
                    INODES,
                    PROCESSES -> NUMBER;
        };
    }
}
