package io.nocturne.agent.testing;

import io.nocturne.agent.collect.DeclaredLayout;
import io.nocturne.agent.collect.Reading;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Readings for tests that do not care what was read.
public final class Readings {

    public static final DeclaredLayout LAYOUT = DeclaredLayout.of(new Layout(List.of(
            SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "user")),
            SeriesKey.of("system.memory.available"))));

    public static final DeclaredLayout OTHER_LAYOUT =
            DeclaredLayout.of(new Layout(List.of(SeriesKey.of("system.uptime"))));

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private Readings() {}

    /// The n-th reading; its values tell it from the others.
    public static Reading number(int n) {
        return new Reading(LAYOUT, new Snapshot(START.plusSeconds(n), SampleValues.of(n / 100.0, (double) n)));
    }

    /// The n-th reading, of another set of series.
    public static Reading otherNumber(int n) {
        return new Reading(OTHER_LAYOUT, new Snapshot(START.plusSeconds(n), SampleValues.of((double) n)));
    }

    /// The n-th reading, of so many series: a large one.
    public static Reading large(int n, int series) {
        List<SeriesKey> keys = new ArrayList<>();
        SampleValues.Builder values = new SampleValues.Builder(series).add(n / 100.0);
        keys.add(SeriesKey.of("system.uptime"));
        for (int i = 1; i < series; i++) {
            keys.add(SeriesKey.of("system.memory.usage", Map.of("part", "p" + i)));
            values.add(1e9 + i);
        }
        return new Reading(DeclaredLayout.of(new Layout(keys)), new Snapshot(START.plusSeconds(n), values.build()));
    }
}
