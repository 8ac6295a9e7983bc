package io.nocturne.server.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nocturne.model.json.WireJson;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.RangeResult;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.SeriesData;
import io.nocturne.model.series.SeriesPoint;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.platform.web.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

class AnswerWriterTest {

    private static final Instant FROM = Instant.parse("2026-11-22T09:00:00Z");
    private static final TimeRange RANGE = new TimeRange(FROM, FROM.plusSeconds(3_600));
    private static final UUID HOST = new UUID(1, 2);
    private static final JsonMapper JSON = WireJson.mapper();

    @ParameterizedTest
    @EnumSource(Resolution.class)
    void writesByteForByteWhatTheMapperMakesOfTheRecord(Resolution resolution) {
        SeriesKey odd = SeriesKey.of("disk.io", Map.of("system.device", "sd\"a\\ü\n", "a", ""));
        Steps steps = new Steps.Builder()
                .add(FROM.toEpochMilli(), 0, 2, 3, 2)
                .add(FROM.toEpochMilli() + 7, -0.0, 1e21, 1.0 / 3, 1)
                .add(FROM.toEpochMilli() + 60_000, Double.MIN_VALUE, 123_456_789_012.0, 2.5e-7, Long.MAX_VALUE)
                .build();
        RangeResult expected = new RangeResult(
                WrittenAnswer.SERVER_TIME,
                RANGE.from(),
                RANGE.to(),
                resolution,
                60_000,
                List.of(
                        new SeriesData(HOST.toString(), "disk.io", odd.attributes(), points(steps)),
                        new SeriesData(null, "m", new TreeMap<>(), List.of())));

        WrittenAnswer answer = WrittenAnswer.of(new StepPlan(RANGE, resolution, 60_000), writer -> {
            writer.series(HOST, odd, Points.of(steps));
            writer.series(null, SeriesKey.of("m"), Points.of(new Steps.Builder().build()));
        });

        assertThat(answer.text()).isEqualTo(JSON.writeValueAsString(expected));
        assertThat(answer.read()).isEqualTo(expected);
    }

    /// JSON has no number for it, and a text in its place breaks whoever reads.
    @Test
    void aPointThatIsNoNumberIsLeftOut() {
        Steps steps = new Steps.Builder()
                .add(0, 1, 1, Double.POSITIVE_INFINITY, 1)
                .add(1, Double.NEGATIVE_INFINITY, 1, 1, 1)
                .add(2, 1, Double.NaN, 1, 1)
                .add(3, 1, 1, 1, 1)
                .build();
        WrittenAnswer answer = WrittenAnswer.of(
                new StepPlan(RANGE, Resolution.RAW, 0),
                writer -> writer.series(null, SeriesKey.of("m"), Points.of(steps)));

        assertThat(answer.text()).doesNotContain("Infinity").doesNotContain("NaN");
        assertThat(answer.read().series().getFirst().points()).hasSize(1);
    }

    @Test
    void manyRandomPointsAreWrittenLikeTheMapperDoes() {
        Random random = new Random(9);
        Steps.Builder steps = new Steps.Builder();
        for (int i = 0; i < 5_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            double finite = Double.isFinite(value) ? value : i;
            steps.add(FROM.toEpochMilli() + i * 777L, finite, Math.rint(random.nextDouble() * 1e9), i, 1 + i);
        }

        WrittenAnswer answer = WrittenAnswer.of(
                new StepPlan(RANGE, Resolution.RAW, 0),
                writer -> writer.series(HOST, SeriesKey.of("m"), Points.of(steps.build())));

        assertThat(answer.text()).isEqualTo(answer.asMapped());
    }

    @Test
    void anAnswerWithoutSeriesIsWhole() {
        WrittenAnswer answer = WrittenAnswer.of(new StepPlan(RANGE, Resolution.RAW, 0), writer -> {});

        assertThat(answer.read().series()).isEmpty();
        assertThat(answer.text()).isEqualTo(answer.asMapped());
    }

    @Test
    void anAnswerThatIsNotFinishedIsNoJson() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AnswerWriter answer = new AnswerWriter(JSON, out);
        answer.begin(FROM, new StepPlan(RANGE, Resolution.RAW, 0));
        for (int i = 0; i < 200; i++) {
            answer.series(HOST, SeriesKey.of("m" + i), Points.of(points(2)));
        }

        assertThat(out.size()).isPositive();
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotEndWith("]}");
    }

    @Test
    void tooManySeriesEndTheAnswer() {
        AnswerWriter answer = new AnswerWriter(JSON, OutputStream.nullOutputStream());
        Points none = Points.of(points(0));
        for (int i = 0; i < AnswerWriter.MAX_SERIES; i++) {
            answer.series(HOST, SeriesKey.of("m"), none);
        }

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> answer.series(HOST, SeriesKey.of("m"), none))
                .withMessageContaining("more than 2000 series or 2000000 points");
    }

    @Test
    void pointsAreCountedOverAllSeries() {
        AnswerWriter answer = new AnswerWriter(JSON, OutputStream.nullOutputStream());
        Points many = Points.of(points(500_000));
        for (int i = 0; i < 4; i++) {
            answer.series(HOST, SeriesKey.of("m"), many);
        }

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> answer.series(HOST, SeriesKey.of("m"), Points.of(points(1))));
    }

    @Test
    void aCallerThatLeavesEndsTheReading() {
        int[] taken = {0};
        AnswerWriter answer = new AnswerWriter(JSON, new Leaving(20_000));
        Points some = Points.of(points(100));

        assertThatExceptionOfType(JacksonIOException.class).isThrownBy(() -> {
            for (int i = 0; i < 1_000; i++) {
                answer.series(HOST, SeriesKey.of("m"), some);
                taken[0]++;
            }
        });
        assertThat(taken[0]).isLessThan(10);
    }

    private static Steps points(int count) {
        Steps.Builder steps = new Steps.Builder();
        for (int i = 0; i < count; i++) {
            steps.add(FROM.toEpochMilli() + i, 1, 1, 1, 1);
        }
        return steps.build();
    }

    private static List<SeriesPoint> points(Steps steps) {
        return ReadSeries.points(Points.of(steps));
    }

    /// Takes some bytes and then fails, as the connection of a caller who has left does.
    private static final class Leaving extends OutputStream {

        private int left;

        Leaving(int bytes) {
            this.left = bytes;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException("Broken pipe");
            }
        }
    }
}
