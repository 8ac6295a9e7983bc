package io.nocturne.console.chart;

import java.util.ArrayList;
import java.util.List;

/// The labels beside the rows of a heat strip: the first in full, the others without what all have in common.
final class RowLabels {

    private RowLabels() {}

    /// "core 0", "1", "2" of rows that are called "core 0", "core 1", "core 2".
    static List<String> of(List<ChartLine> rows) {
        int common = common(rows.stream().map(ChartLine::label).toList());
        List<String> labels = new ArrayList<>();
        for (ChartLine row : rows) {
            labels.add(labels.isEmpty() ? row.label() : row.label().substring(common));
        }
        return labels;
    }

    /// Length of the words that all labels begin with, up to the last space in them.
    private static int common(List<String> labels) {
        String first = labels.isEmpty() ? "" : labels.getFirst();
        int space = first.lastIndexOf(' ');
        String words = first.substring(0, space + 1);
        return labels.stream().allMatch(label -> label.startsWith(words)) ? words.length() : 0;
    }
}
