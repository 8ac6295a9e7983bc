package io.nocturne.agent.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.DeclaredLayout;
import io.nocturne.agent.collect.Reading;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ReportFormatTest {

    private static final String ODD_PLACE = "/mnt/\"a\\b\"\nc";

    private final Report report = report(
            List.of(
                    SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "user")),
                    SeriesKey.of("system.memory.limit"),
                    SeriesKey.of(
                            "system.network.io",
                            Map.of("network.interface.name", "e", "network.io.direction", "receive")),
                    SeriesKey.of("system.filesystem.utilization", Map.of("system.filesystem.mountpoint", ODD_PLACE)),
                    SeriesKey.of("system.uptime")),
            0.125,
            25_276_063_744.0,
            2_500_000.0,
            0.5,
            null);

    @Test
    void jsonHasMetricAttributesUnitAndValueAndLeavesOutWhatIsAbsent() {
        JsonNode json = WireJson.mapper().readTree(ReportFormat.JSON.print(report));

        assertThat(json.get("time").asString()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(json.get("host").asString()).isEqualTo("web-1");
        assertThat(json.get("metrics")).hasSize(4);
        assertThat(json.get("metrics").get(0).toString())
                .isEqualTo(
                        "{\"metric\":\"system.cpu.utilization\",\"attributes\":{\"cpu.mode\":\"user\"},\"unit\":\"1\",\"value\":0.125}");
    }

    @Test
    void prometheusHasHelpTypeUnitsAndEscapedLabels() {
        String text = ReportFormat.PROMETHEUS.print(report);

        assertThat(text)
                .contains(
                        "# TYPE system_cpu_utilization_ratio gauge\nsystem_cpu_utilization_ratio{cpu_mode=\"user\"} 0.125\n")
                .contains("# HELP system_memory_limit_bytes Physical memory in total\n")
                .contains("system_memory_limit_bytes 25276063744\n")
                .contains("system_network_io_bytes_per_second{")
                .contains("{system_filesystem_mountpoint=\"/mnt/\\\"a\\\\b\\\"␊c\"} 0.5\n")
                .doesNotContain("system_uptime");
        assertThat(text.lines())
                .allMatch(
                        line -> line.matches(
                                "# (HELP|TYPE) [a-z0-9_]+ .+|[a-z0-9_]+(\\{([a-z_]+=\"([^\"\\\\]|\\\\.)*\",?)+\\})? [-0-9.E]+"));
    }

    @Test
    void theTableIsForPeople() {
        String text = ReportFormat.TABLE.print(report);

        assertThat(text)
                .startsWith("web-1  2026-11-22T10:00:00Z\n")
                .containsPattern("system\\.cpu\\.utilization +user +12\\.5 %")
                .containsPattern("system\\.memory\\.limit +23\\.5 GiB")
                .containsPattern("system\\.network\\.io +e receive +2\\.50 MB/s")
                .contains("/mnt/\"a\\b\"␊c");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    system.cpu.total.utilization, 0.9641,     96.4 %
                    system.memory.limit,          1023,       1023 B
                    system.memory.limit,          1048575.9,  1.00 MiB
                    system.filesystem.limit,      270553174016, 270.6 GB
                    system.network.io,            266000000,  266.0 MB/s
                    system.disk.operations,       1234.5,     1.23 k/s
                    system.disk.operations,       0.2,        0.20/s
                    system.disk.await,            0.0612,     61.2 ms
                    system.uptime,                3564000,    41 d 6 h
                    system.uptime,                59,         59 s
                    system.cpu.load_average.1m,   1.6,        1.60
                    some.newer.metric,            12,         12
                    """)
    void aValueIsShownAsTheCatalogSays(String metric, double value, String text) {
        assertThat(ValueText.of(metric, value)).isEqualTo(text);
    }

    @Test
    void jsonHasEverySeriesWithAValueAndEveryProcess() {
        JsonNode json = WireJson.mapper().readTree(ReportFormat.JSON.print(withProcesses()));

        List<String> metrics = new ArrayList<>();
        json.get("metrics")
                .forEach(metric -> metrics.add(metric.get("metric").asString() + metric.get("attributes")
                        + metric.get("unit").asString() + " " + metric.get("value")));
        assertThat(metrics)
                .containsExactly(
                        "system.cpu.load_average.1m{}{thread} 0.5",
                        "process.cpu.utilization{\"process.executable.name\":\"java\",\"process.owner\":\"root\",\"process.pid\":\"42\"}1 1.25",
                        "process.memory.usage{\"process.executable.name\":\"java\",\"process.owner\":\"root\",\"process.pid\":\"42\"}By 1048576",
                        "process.memory.usage{\"process.executable.name\":\"데몬\",\"process.pid\":\"43\"}By 2048");
    }

    @Test
    void prometheusHasEachFamilyInOnePieceAndNoSeriesTwice() {
        List<String> lines =
                ReportFormat.PROMETHEUS.print(withProcesses()).lines().toList();

        assertThat(lines)
                .containsExactly(
                        "# HELP system_cpu_load_average_1m Load average over 1 minute",
                        "# TYPE system_cpu_load_average_1m gauge",
                        "system_cpu_load_average_1m 0.5",
                        "# HELP process_cpu_utilization_ratio CPU time of a process; 1 is one logical CPU",
                        "# TYPE process_cpu_utilization_ratio gauge",
                        "process_cpu_utilization_ratio{process_executable_name=\"java\",process_owner=\"root\",process_pid=\"42\"} 1.25",
                        "# HELP process_memory_usage_bytes Resident memory of a process",
                        "# TYPE process_memory_usage_bytes gauge",
                        "process_memory_usage_bytes{process_executable_name=\"java\",process_owner=\"root\",process_pid=\"42\"} 1048576",
                        "process_memory_usage_bytes{process_executable_name=\"데몬\",process_pid=\"43\"} 2048");
    }

    @Test
    void theTableEndsWithTheProcesses() {
        assertThat(ReportFormat.TABLE.print(withProcesses()))
                .containsPattern("PID +CPU +MEMORY +USER +PROCESS\n")
                .containsPattern(" 42 +125\\.0 % +1\\.00 MiB +root +java\n")
                .containsPattern(" 43 +- +2\\.00 KiB +- +데몬\n");
    }

    @Test
    void whatProgramsReadIsUtf8WhateverTheTerminalIs() {
        assertThat(new String(
                        ReportFormat.JSON.encode(withProcesses(), StandardCharsets.US_ASCII), StandardCharsets.UTF_8))
                .contains("데몬");
        assertThat(new String(
                        ReportFormat.TABLE.encode(withProcesses(), StandardCharsets.US_ASCII),
                        StandardCharsets.US_ASCII))
                .contains("??");
    }

    private static Report withProcesses() {
        List<SeriesKey> keys =
                List.of(SeriesKey.of("system.cpu.load_average.1m"), SeriesKey.of("system.cpu.load_average.5m"));
        List<ProcessSample> processes = List.of(
                new ProcessSample(42, "java", "root", 1.25, 1 << 20), new ProcessSample(43, "데몬", null, null, 2_048));
        return new Report(
                "web-1",
                new Reading(
                        DeclaredLayout.of(new Layout(keys)),
                        new Snapshot(Instant.parse("2026-11-22T10:00:00Z"), SampleValues.of(0.5, null), processes)));
    }

    private static Report report(List<SeriesKey> keys, @Nullable Double... values) {
        return new Report(
                "web-1",
                new Reading(
                        DeclaredLayout.of(new Layout(keys)),
                        new Snapshot(Instant.parse("2026-11-22T10:00:00Z"), SampleValues.of(values))));
    }
}
