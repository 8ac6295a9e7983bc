package io.nocturne.console.chart;

import java.util.function.DoubleUnaryOperator;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/// Draws traces: lines, the band between minimum and maximum, and surfaces. Never across a break.
final class LinePainter {

    private static final double[][] DASHES = {{5, 3}, {8, 3, 2, 3}};

    private final GraphicsContext graphics;
    private final DoubleUnaryOperator toY;

    /// `toY` gives the height on the canvas of a value.
    LinePainter(GraphicsContext graphics, DoubleUnaryOperator toY) {
        this.graphics = graphics;
        this.toY = toY;
        graphics.setLineCap(StrokeLineCap.BUTT);
        graphics.setLineJoin(StrokeLineJoin.ROUND);
    }

    /// The dashes of a series color: none for the first two, then two patterns in turn.
    static double[] dashes(int color) {
        return color <= 2 ? new double[0] : DASHES[(color - 3) % DASHES.length];
    }

    void line(Trace trace, Color color, double width, double[] dashes) {
        graphics.setStroke(color);
        graphics.setLineWidth(width);
        graphics.setLineDashes(dashes);
        for (int start = 0; start < trace.size(); start = trace.segmentEnd(start)) {
            int end = trace.segmentEnd(start);
            if (end == start + 1) {
                point(trace, start, color, width);
                continue;
            }
            graphics.beginPath();
            graphics.moveTo(trace.x(start), toY.applyAsDouble(trace.avg(start)));
            for (int i = start + 1; i < end; i++) {
                graphics.lineTo(trace.x(i), toY.applyAsDouble(trace.avg(i)));
            }
            graphics.stroke();
        }
        graphics.setLineDashes();
    }

    /// The range that the entries stand for.
    void band(Trace trace, Color color) {
        graphics.setFill(color);
        for (int start = 0; start < trace.size(); start = trace.segmentEnd(start)) {
            int end = trace.segmentEnd(start);
            graphics.beginPath();
            graphics.moveTo(trace.x(start), toY.applyAsDouble(trace.max(start)));
            for (int i = start + 1; i < end; i++) {
                graphics.lineTo(trace.x(i), toY.applyAsDouble(trace.max(i)));
            }
            for (int i = end - 1; i >= start; i--) {
                graphics.lineTo(trace.x(i), toY.applyAsDouble(trace.min(i)));
            }
            graphics.closePath();
            graphics.fill();
        }
    }

    /// The surface from `floor` up to `trace`.
    void surface(Trace trace, double floor, Color color) {
        graphics.setFill(color);
        double base = toY.applyAsDouble(floor);
        for (int start = 0; start < trace.size(); start = trace.segmentEnd(start)) {
            int end = trace.segmentEnd(start);
            graphics.beginPath();
            graphics.moveTo(trace.x(start), base);
            for (int i = start; i < end; i++) {
                graphics.lineTo(trace.x(i), toY.applyAsDouble(trace.avg(i)));
            }
            graphics.lineTo(trace.x(end - 1), base);
            graphics.closePath();
            graphics.fill();
        }
    }

    /// The surface between two traces with the same entries.
    void surface(Trace trace, Trace below, Color color) {
        graphics.setFill(color);
        for (int start = 0; start < trace.size(); start = trace.segmentEnd(start)) {
            int end = trace.segmentEnd(start);
            graphics.beginPath();
            graphics.moveTo(trace.x(start), toY.applyAsDouble(trace.avg(start)));
            for (int i = start + 1; i < end; i++) {
                graphics.lineTo(trace.x(i), toY.applyAsDouble(trace.avg(i)));
            }
            for (int i = end - 1; i >= start; i--) {
                graphics.lineTo(trace.x(i), toY.applyAsDouble(below.avg(i)));
            }
            graphics.closePath();
            graphics.fill();
        }
    }

    private void point(Trace trace, int index, Color color, double width) {
        graphics.setFill(color);
        double y = toY.applyAsDouble(trace.avg(index));
        graphics.fillOval(trace.x(index) - width, y - width, 2 * width, 2 * width);
    }
}
