package io.nocturne.console.chart;

import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;

/// Made-up series that look like a host's, the same at every run.
final class Samples {

    static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    static final Instant NOW = Instant.parse("2026-11-22T05:03:27Z");
    static final TimeRange HOUR = new TimeRange(NOW.minus(Duration.ofHours(1)), NOW);

    /// A silence of 3 min 10 s.
    static final Instant SILENT_FROM = Instant.parse("2026-11-22T04:20:50Z");

    static final Instant SILENT_TO = SILENT_FROM.plusSeconds(190);

    private Samples() {}

    /// A wandering value around `level`; `jump` is added from 13:41 on; with the silence when `gap`.
    static Points walk(long seed, double level, double noise, double jump, boolean gap) {
        SplittableRandom random = new SplittableRandom(seed);
        Points.Builder points = Points.builder();
        double drift = 0;
        for (Instant time = HOUR.from().minusSeconds(10); !time.isAfter(HOUR.to()); time = time.plusSeconds(5)) {
            drift = drift * 0.97 + (random.nextDouble() - 0.5) * noise;
            boolean isLate = time.isAfter(NOW.minus(Duration.ofMinutes(22)));
            double value = Math.max(0, level + drift + (isLate ? jump : 0) + (random.nextDouble() - 0.5) * noise * 0.4);
            if (!gap || time.isBefore(SILENT_FROM) || !time.isBefore(SILENT_TO)) {
                points.add(time.toEpochMilli(), value);
            }
        }
        return points.build();
    }
}
