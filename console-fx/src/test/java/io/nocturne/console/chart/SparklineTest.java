package io.nocturne.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.console.theme.FxThread;
import io.nocturne.console.theme.Pictures;
import io.nocturne.console.theme.Theme;
import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import org.junit.jupiter.api.Test;

class SparklineTest {

    private static final TimeRange WINDOW = new TimeRange(Instant.EPOCH, Instant.ofEpochSecond(100));

    @Test
    void padsItsRangeToAnEighthOrSoOfTheValue() {
        Points flat = Points.builder().add(0, 100).add(5_000, 101).build();

        Bounds range = PaddedRange.of(flat, WINDOW);

        assertThat(range.max() - range.min()).isEqualTo(12.12, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(PaddedRange.of(Points.builder().add(0, 10).add(5_000, 90).build(), WINDOW))
                .isEqualTo(new Bounds(10, 90));
        assertThat(PaddedRange.of(Points.EMPTY, WINDOW)).isEqualTo(new Bounds(0, 1));
        assertThat(PaddedRange.of(Points.builder().add(0, 0).build(), WINDOW)).isEqualTo(new Bounds(0, 1));
    }

    @Test
    void drawsIntoATablesCell() {
        FxThread.run(() -> {
            Sparkline sparkline = new Sparkline(100, 24);
            sparkline.show(Samples.walk(3, 0.4, 0.1, 0.3, true), Samples.HOUR, Duration.ofSeconds(12));
            HBox cell = new HBox(8, new Label("pus1-db-02"), sparkline, new Label("96.4 %"));
            cell.getStyleClass().add("noc-row");
            WritableImage image = Pictures.draw(cell, 300, 32, Theme.DARK);
            Pictures.keep(image, "sparkline-dark");

            assertThat(sparkline.getWidth()).isEqualTo(100);
        });
    }
}
