package io.nocturne.console.chart;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Says in words what a chart shows, for those who hear it: "CPU 51.2 %, max 82.3 % at 13:47".
final class Summary {

    private static final int MOST_LINES = 8;

    private Summary() {}

    /// Of a stack the total is said, of lines each; then since when nothing is known.
    static String of(String title, ChartModel model, List<LineView> views, ZoneId zone, Locale locale) {
        Words words = Words.in(locale);
        ValueFormat format = ValueFormat.of(model.display(), locale);
        if (views.stream().allMatch(view -> view.drawn().isEmpty())) {
            return words.say("summary.nothing", title);
        }
        boolean isStack = model.style() == LineStyle.STACKED_AREA;
        List<LineView> said = isStack ? views.subList(views.size() - 1, views.size()) : views;
        String lines = said.stream()
                .limit(MOST_LINES)
                .map(view -> line(name(title, view, said.size()), view.drawn(), model, zone, format, words))
                .collect(Collectors.joining("; "));
        Instant since = model.staleSince();
        String text = said.size() > 1 ? title + ": " + lines : lines;
        return since == null
                ? text
                : text + "; " + words.say("summary.stale", TimeAxis.moment(since, zone, model.window()));
    }

    private static String name(String title, LineView view, int lines) {
        return lines == 1 && !title.isEmpty() ? title : view.line().label();
    }

    private static String line(
            String name, Points points, ChartModel model, ZoneId zone, ValueFormat format, Words words) {
        int greatest = Readout.greatest(points, model);
        if (greatest < 0) {
            return words.say("summary.nothing", name);
        }
        String at = TimeAxis.minute(Instant.ofEpochMilli(points.time(greatest)), zone, model.window());
        String now = format.text(Readout.of(points, model, null));
        return words.say("summary.line", name, now, format.text(points.max(greatest)), at);
    }
}
