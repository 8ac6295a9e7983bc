package io.nocturne.server.notify.chart;

import io.nocturne.server.notify.text.ValueText;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Draws the course of a value with its thresholds as a PNG for the light ground of a message.
///
/// **Shape** - 560 by 200, drawn twice as large for sharp screens.
/// **Absent** - no picture of fewer than two values, nor on a machine that has no fonts; that is logged once.
/// No title if the fonts lack its letters: squares tell nothing, and the message says it anyway.
/// **Threads** - safe.
@Component
public final class ChartPicture {

    static final int WIDTH = 560;
    static final int HEIGHT = 200;
    static final int SCALE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(ChartPicture.class);

    private static final int TOP = 28;
    private static final int BOTTOM = 24;
    private static final int GAP = 6;
    private static final Color INK = new Color(0x3C4043);
    private static final Color GRID = new Color(0xE4E7EB);
    private static final Color LINE = new Color(0x1565C0);
    private static final Color WARNING = new Color(0xB26A00);
    private static final Color CRITICAL = new Color(0xC62828);
    private static final float[] DASHES = {5, 4};

    private volatile boolean hasFonts = true;

    /// The picture, or nothing where there is nothing to draw or to draw with.
    public Optional<byte[]> png(Course course) {
        List<Double> finite = course.values().stream().filter(Double::isFinite).toList();
        if (finite.size() < 2
                || !course.times().getLast().isAfter(course.times().getFirst())
                || !hasFonts) {
            return Optional.empty();
        }
        try {
            return Optional.of(drawn(course, finite));
        } catch (InternalError | LinkageError e) {
            // What AWT throws when a small image of a system has no fonts, or not the library for them.
            hasFonts = false;
            LOG.warn("Messages go without charts: this machine cannot draw text ({})", e.toString());
            return Optional.empty();
        }
    }

    private static byte[] drawn(Course course, List<Double> finite) {
        BufferedImage image = new BufferedImage(WIDTH * SCALE, HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(SCALE, SCALE);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, WIDTH, HEIGHT);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
            new Drawing(graphics, course, finite).draw();
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every byte", e);
        }
        return out.toByteArray();
    }

    /// One picture being drawn.
    private static final class Drawing {

        private final Graphics2D graphics;
        private final FontMetrics letters;
        private final Course course;
        private final ValueText words;
        private final Instant start;
        private final double length;
        private final double low;
        private final double high;
        private final List<Double> marks;
        private final int left;
        private final int right;

        Drawing(Graphics2D graphics, Course course, List<Double> finite) {
            this.graphics = graphics;
            this.letters = graphics.getFontMetrics();
            this.course = course;
            this.words = ValueText.of(course.metric(), course.unit(), course.language());
            this.start = course.times().getFirst();
            this.length = Duration.between(start, course.times().getLast()).toMillis();
            double least = all(finite).min().orElse(0);
            double most = all(finite).max().orElse(1);
            double room = most > least ? (most - least) * 0.08 : Math.max(Math.abs(most) * 0.1, 0.01);
            // A line from zero is honest as long as it still shows something.
            this.low = least >= 0 && least < most * 0.6 ? 0 : least - room;
            this.high = most + room;
            this.marks = Ticks.values(low, high, course);
            this.left = GAP
                    + marks.stream()
                            .mapToInt(mark -> letters.stringWidth(words.limit(mark)))
                            .max()
                            .orElse(0)
                    + GAP;
            this.right = WIDTH - GAP - Math.max(width(course.warning()), width(course.critical())) - GAP;
        }

        private DoubleStream all(List<Double> finite) {
            Stream<Double> limits = Stream.of(
                            Optional.ofNullable(course.warning()), Optional.ofNullable(course.critical()))
                    .flatMap(Optional::stream);
            return Stream.concat(finite.stream(), limits).mapToDouble(Double::doubleValue);
        }

        private int width(@Nullable Double limit) {
            return limit == null ? 0 : letters.stringWidth(words.limit(limit));
        }

        private double x(Instant time) {
            return left + Duration.between(start, time).toMillis() / length * (right - left);
        }

        private double y(double value) {
            return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - BOTTOM - TOP);
        }

        void draw() {
            title();
            axes();
            line();
            limit(course.warning(), WARNING, course.critical());
            limit(course.critical(), CRITICAL, null);
        }

        private void title() {
            if (graphics.getFont().canDisplayUpTo(course.title()) >= 0) {
                return;
            }
            graphics.setColor(INK);
            graphics.setFont(graphics.getFont().deriveFont(Font.BOLD));
            graphics.drawString(course.title(), GAP, 17);
            graphics.setFont(graphics.getFont().deriveFont(Font.PLAIN));
        }

        private void axes() {
            for (double mark : marks) {
                graphics.setColor(GRID);
                graphics.draw(new Line2D.Double(left, y(mark), right, y(mark)));
                graphics.setColor(INK);
                String text = words.limit(mark);
                graphics.drawString(text, left - GAP - letters.stringWidth(text), (float) y(mark) + 4);
            }
            Instant end = course.times().getLast();
            boolean byDay = Ticks.timeStep(start, end).compareTo(Duration.ofDays(1)) >= 0;
            boolean bySecond = Ticks.timeStep(start, end).compareTo(Duration.ofMinutes(1)) < 0;
            DateTimeFormatter format = DateTimeFormatter.ofPattern(byDay ? "MM-dd" : bySecond ? "HH:mm:ss" : "HH:mm");
            for (Instant time : Ticks.times(start, end, course.zone())) {
                String text = format.format(time.atZone(course.zone()));
                int half = letters.stringWidth(text) / 2;
                graphics.setColor(GRID);
                graphics.draw(new Line2D.Double(x(time), TOP, x(time), HEIGHT - BOTTOM));
                graphics.setColor(INK);
                float at = (float) Math.clamp(x(time) - half, 0, WIDTH - 2.0 * half);
                graphics.drawString(text, at, HEIGHT - 7);
            }
        }

        /// A value that is missing is a gap, and a value between two gaps a point.
        private void line() {
            graphics.setColor(LINE);
            graphics.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            Path2D path = new Path2D.Double();
            boolean isOpen = false;
            for (int i = 0; i < course.values().size(); i++) {
                double value = course.values().get(i);
                if (!Double.isFinite(value)) {
                    isOpen = false;
                    continue;
                }
                double x = x(course.times().get(i));
                if (!isOpen) {
                    path.moveTo(x, y(value));
                }
                path.lineTo(x, y(value));
                isOpen = true;
            }
            graphics.draw(path);
        }

        /// A threshold and its value, unless that would lie on the worse one's.
        private void limit(@Nullable Double limit, Color color, @Nullable Double worse) {
            if (limit == null) {
                return;
            }
            graphics.setColor(color);
            graphics.setStroke(new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, DASHES, 0));
            graphics.draw(new Line2D.Double(left, y(limit), right, y(limit)));
            if (worse == null || Math.abs(y(limit) - y(worse)) >= letters.getAscent()) {
                graphics.drawString(words.limit(limit), right + GAP, (float) y(limit) + 4);
            }
        }
    }
}
