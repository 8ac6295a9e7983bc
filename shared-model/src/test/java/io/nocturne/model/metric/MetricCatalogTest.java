package io.nocturne.model.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.sample.SeriesKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricCatalogTest {

    @Test
    void everyNameIsAValidSeriesName() {
        assertThat(MetricCatalog.all())
                .allSatisfy(metric ->
                        assertThat(SeriesKey.of(metric.name()).metric()).isEqualTo(metric.name()));
    }

    @Test
    void percentIsShownOnlyOfFractions() {
        assertThat(MetricCatalog.all())
                .allSatisfy(metric ->
                        assertThat(metric.display() == Display.PERCENT).isEqualTo(metric.unit() == Unit.ONE));
    }

    @Test
    void everyRateHasAUnitPerSecond() {
        assertThat(MetricCatalog.all())
                .filteredOn(metric -> metric.kind() == Kind.RATE)
                .allSatisfy(metric -> assertThat(metric.unit().symbol()).endsWith("/s"));
    }

    @Test
    void aMetricOfANewerAgentIsUnknownAndNotAnError() {
        assertThat(MetricCatalog.find("system.quantum.spin")).isEmpty();
    }

    /// Section A of the requirements, word by word.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "system.cpu.utilization",
                "system.cpu.total.utilization",
                "system.cpu.core.utilization",
                "system.cpu.load_average.1m",
                "system.cpu.load_average.5m",
                "system.cpu.load_average.15m",
                "process.cpu.utilization",
                "system.memory.limit",
                "system.memory.usage",
                "system.memory.available",
                "system.memory.utilization",
                "system.paging.limit",
                "system.paging.usage",
                "system.paging.operations",
                "process.memory.usage",
                "system.filesystem.limit",
                "system.filesystem.usage",
                "system.filesystem.utilization",
                "system.filesystem.inodes.usage",
                "system.disk.io",
                "system.disk.operations",
                "system.disk.await",
                "system.disk.queue_length",
                "system.network.io",
                "system.network.packet.count",
                "system.network.errors",
                "system.network.packet.dropped",
                "system.network.connection.count",
                "system.network.bandwidth.utilization"
            })
    void hasEveryMetricThatTheUserAskedFor(String name) {
        assertThat(MetricCatalog.find(name)).isPresent();
    }

    @Test
    void attributesAreListedInDisplayOrder() {
        assertThat(MetricCatalog.find("system.disk.io").orElseThrow().attributes())
                .isEqualTo(List.of(MetricCatalog.DEVICE, MetricCatalog.DISK_DIRECTION));
    }
}
