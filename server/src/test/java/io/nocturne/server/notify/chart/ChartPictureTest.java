package io.nocturne.server.notify.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChartPictureTest {

    private static final Instant START = Instant.parse("2026-11-22T04:03:00Z");
    private static final int LINE = 0x1565C0;
    private static final int CRITICAL = 0xC62828;

    private final ChartPicture picture = new ChartPicture();

    private static Course course(List<Double> values, @Nullable Double critical) {
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            times.add(START.plusSeconds(60L * i));
        }
        return new Course(
                "web-01",
                times,
                values,
                null,
                critical,
                "system.filesystem.utilization",
                "1",
                ZoneId.of("Asia/Seoul"),
                Locale.KOREAN);
    }

    private BufferedImage image(Course course) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.png(course).orElseThrow()));
    }

    private static long pixels(BufferedImage image, int rgb, int fromX, int toX) {
        long count = 0;
        for (int x = fromX; x < toX; x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                count += (image.getRGB(x, y) & 0xFFFFFF) == rgb ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void drawsTheLineAndItsThreshold() throws IOException {
        BufferedImage image = image(course(List.of(0.5, 0.7, 0.95, 0.96), 0.9));

        assertThat(image.getWidth()).isEqualTo(1_120);
        assertThat(image.getHeight()).isEqualTo(400);
        assertThat(pixels(image, LINE, 0, image.getWidth())).isGreaterThan(500);
        assertThat(pixels(image, CRITICAL, 0, image.getWidth())).isGreaterThan(300);
        assertThat(pixels(image(course(List.of(0.5, 0.7), null)), CRITICAL, 0, image.getWidth()))
                .isZero();
    }

    @Test
    void aGapStaysAGap() throws IOException {
        BufferedImage image = image(course(List.of(0.5, 0.5, Double.NaN, Double.NaN, 0.5, 0.5), null));

        assertThat(pixels(image, LINE, 580, 620)).isZero();
        assertThat(pixels(image, LINE, 150, 300)).isPositive();
    }

    @Test
    void drawsWhateverTheValues() {
        assertThat(picture.png(course(List.of(0.0, 0.0, 0.0), null))).isPresent();
        assertThat(picture.png(course(List.of(-5.0, 1e300), -1e300))).isPresent();
        assertThat(picture.png(course(List.of(1e-300, 2e-300), null))).isPresent();
    }

    @Test
    void drawsNothingOfNothing() {
        assertThat(picture.png(course(List.of(), 0.9))).isEmpty();
        assertThat(picture.png(course(List.of(0.5), 0.9))).isEmpty();
        assertThat(picture.png(course(List.of(Double.NaN, Double.NaN, 0.5), 0.9)))
                .isEmpty();
    }

    @Test
    void marksAreAtNumbersThatPeopleCountIn() {
        assertThat(Ticks.values(0, 1.04, course(List.of(), null))).containsExactly(0.0, 0.5, 1.0);
        Course memory = new Course(
                "", List.of(), List.of(), null, null, "system.memory.usage", "By", ZoneId.of("UTC"), Locale.ENGLISH);
        assertThat(Ticks.values(0, 15.5 * (1L << 30), memory))
                .containsExactly(0.0, 5.0 * (1L << 30), 10.0 * (1L << 30), 15.0 * (1L << 30));
        assertThat(Ticks.times(START, START.plusSeconds(3_600), ZoneId.of("Asia/Kolkata")))
                .first()
                .isEqualTo(Instant.parse("2026-11-22T04:10:00Z"));
        assertThat(Ticks.times(START, START.plusSeconds(30L * 86_400), ZoneId.of("UTC")))
                .hasSizeBetween(3, 7);
    }
}
