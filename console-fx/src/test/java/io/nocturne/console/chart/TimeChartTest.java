package io.nocturne.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.console.theme.FxThread;
import io.nocturne.console.theme.Pictures;
import io.nocturne.console.theme.Theme;
import io.nocturne.model.metric.Display;
import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

class TimeChartTest {

    private static final Color CYAN = Color.web("#6cd5ff");

    private final TimeChart chart = FxThread.call(() -> new TimeChart(Locale.ENGLISH, Samples.SEOUL));

    @Test
    void drawsALineAndNothingInItsGap() {
        FxThread.run(() -> {
            WritableImage image = draw(model(Samples.walk(1, 0.5, 0.02, 0, true)));
            Plot plot = chart.plot();
            int before = (int) plot.x(Samples.SILENT_FROM.minusSeconds(120).toEpochMilli());
            int within = (int) plot.x(Samples.SILENT_FROM.plusSeconds(95).toEpochMilli());

            assertThat(hasColor(image, before, CYAN)).isTrue();
            assertThat(hasColor(image, within, CYAN)).isFalse();
        });
    }

    @Test
    void endsInHatchWhenStale() {
        FxThread.run(() -> {
            Instant since = Samples.NOW.minus(Duration.ofMinutes(10));
            WritableImage live = draw(model(Points.EMPTY));
            Color bare = live.getPixelReader().getColor((int) chart.plot().right() - 20, 40);
            WritableImage stale =
                    draw(model(Points.builder().add(since.toEpochMilli(), 0.5).build())
                            .withStaleSince(since));
            long hatched = 0;
            for (int x = (int) chart.plot().right() - 60; x < chart.plot().right() - 4; x++) {
                hatched += stale.getPixelReader().getColor(x, 40).equals(bare) ? 0 : 1;
            }

            assertThat(hatched).isGreaterThan(20);
        });
    }

    @Test
    void saysWhatItShows() {
        FxThread.run(() -> {
            long now = Samples.NOW.toEpochMilli();
            Points points = Points.builder()
                    .add(now - 1_000_000, 0.823)
                    .add(now - 5_000, 0.512)
                    .build();
            draw(model(points));

            assertThat(chart.getAccessibleText()).isEqualTo("CPU 51.2 %, max 82.3 % at 13:46");
            chart.setLocale(Locale.KOREAN);
            assertThat(chart.summary()).isEqualTo("CPU 51.2 %, 최대 82.3 % (13:46)");
            draw(model(Points.EMPTY));
            assertThat(chart.summary()).isEqualTo("CPU: 데이터 없음");
        });
    }

    @Test
    void movesTheCrosshairByMouseAndKeys() {
        FxThread.run(() -> {
            draw(model(Samples.walk(1, 0.5, 0.02, 0, true)));
            mouse(MouseEvent.MOUSE_MOVED, 200);
            Instant pointed = chart.crosshairProperty().get();
            key(KeyCode.RIGHT);
            Instant moved = chart.crosshairProperty().get();
            key(KeyCode.ESCAPE);

            assertThat(pointed).isEqualTo(chart.plot().timeAt(200));
            assertThat(moved).isEqualTo(pointed.plusSeconds(30));
            assertThat(chart.crosshairProperty().get()).isNull();
        });
    }

    @Test
    void sharesItsCrosshair() {
        FxThread.run(() -> {
            TimeChart other = new TimeChart(Locale.ENGLISH, Samples.SEOUL);
            other.crosshairProperty().bindBidirectional(chart.crosshairProperty());
            draw(model(Samples.walk(1, 0.5, 0.02, 0, true)));
            mouse(MouseEvent.MOUSE_MOVED, 200);

            assertThat(other.crosshairProperty().get()).isEqualTo(chart.plot().timeAt(200));
        });
    }

    @Test
    void givesTheRangeThatIsDraggedOver() {
        FxThread.run(() -> {
            List<TimeRange> ranges = new ArrayList<>();
            chart.setOnRangeDragged(ranges::add);
            draw(model(Samples.walk(1, 0.5, 0.02, 0, true)));
            Plot plot = chart.plot();
            mouse(MouseEvent.MOUSE_PRESSED, 300);
            mouse(MouseEvent.MOUSE_DRAGGED, 200);
            mouse(MouseEvent.MOUSE_RELEASED, 200);
            mouse(MouseEvent.MOUSE_PRESSED, 300);
            mouse(MouseEvent.MOUSE_RELEASED, 300);

            assertThat(ranges).containsExactly(new TimeRange(plot.timeAt(200), plot.timeAt(300)));
        });
    }

    @Test
    void hidesAndIsolatesLinesFromTheLegend() {
        FxThread.run(() -> {
            ChartModel both = model(Samples.walk(1, 0.5, 0.02, 0, false))
                    .withLines(List.of(
                            ChartLine.of("a", "a", Samples.walk(1, 0.5, 0.02, 0, false)),
                            ChartLine.of("b", "b", Samples.walk(2, 0.2, 0.02, 0, false))));
            draw(both);
            click(0, false);

            assertThat(hasColor(draw(both), 200, CYAN)).isFalse();
            click(0, true);
            assertThat(hasColor(draw(both), 200, CYAN)).isTrue();
            assertThat(chart.summary()).startsWith("CPU 50.3 %").doesNotContain("b ");
            click(0, true);
            draw(both);
            assertThat(chart.summary()).contains("a ").contains("b ");
        });
    }

    private ChartModel model(Points points) {
        return ChartModel.of(Display.PERCENT, Samples.HOUR)
                .withLines(List.of(ChartLine.of("cpu", "busy", points)))
                .withBounds(Bounds.UTILIZATION);
    }

    private WritableImage draw(ChartModel model) {
        chart.setTitle("CPU");
        chart.setModel(model);
        StackPane root = chart.getParent() instanceof StackPane parent ? parent : new StackPane(chart);
        return Pictures.draw(root, 400, 200, Theme.DARK);
    }

    private void click(int item, boolean alt) {
        Node node = ((ChartLegend) chart.legend()).getChildrenUnmodifiable().get(item);
        Event.fireEvent(node, mouseEvent(MouseEvent.MOUSE_CLICKED, 1, 1, alt));
    }

    private void mouse(javafx.event.EventType<MouseEvent> type, double x) {
        Event.fireEvent(chart, mouseEvent(type, x, 60, false));
    }

    private static MouseEvent mouseEvent(javafx.event.EventType<MouseEvent> type, double x, double y, boolean alt) {
        return new MouseEvent(
                type,
                x,
                y,
                x,
                y,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                alt,
                false,
                true,
                false,
                false,
                true,
                false,
                true,
                null);
    }

    private void key(KeyCode code) {
        Event.fireEvent(chart, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    private static boolean hasColor(WritableImage image, int x, Color wanted) {
        for (int y = 0; y < image.getHeight() - 20; y++) {
            Color color = image.getPixelReader().getColor(x, y);
            double distance = Math.abs(color.getRed() - wanted.getRed())
                    + Math.abs(color.getGreen() - wanted.getGreen())
                    + Math.abs(color.getBlue() - wanted.getBlue());
            if (distance < 0.25) {
                return true;
            }
        }
        return false;
    }
}
