package io.nocturne.server.notify.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The most that a receiver takes of one text, by its own measure.
///
/// **Threads** - immutable.
public record Limit(Measure measure, int most) {

    /// A shorter beginning of a line tells nobody anything.
    private static final int WORTH_IT = 16;

    public boolean fits(String text) {
        return measure.of(text) <= most;
    }

    /// The text, or its beginning and an ellipsis; a letter with its marks, or an emoji, stays whole or goes.
    public String cut(String text) {
        if (fits(text)) {
            return text;
        }
        int room = most - measure.of(measure.ellipsis());
        if (room < 0) {
            return "";
        }
        BreakIterator letters = BreakIterator.getCharacterInstance(Locale.ROOT);
        letters.setText(text);
        int low = 0;
        int high = text.length();
        // The greatest border up to which the text fits.
        while (low < high) {
            int middle = low + (high - low + 1) / 2;
            if (measure.of(text.substring(0, borderBefore(letters, text, middle))) <= room) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return text.substring(0, borderBefore(letters, text, low)).stripTrailing() + measure.ellipsis();
    }

    private static int borderBefore(BreakIterator letters, String text, int offset) {
        return offset == text.length() || letters.isBoundary(offset) ? offset : letters.preceding(offset);
    }

    /// As many lines as fit, the first ones first, then one that says how many more there are.
    ///
    /// **Shape** - `omitted` were left out before; a first line that does not fit alone is cut.
    public String lines(List<String> lines, int omitted, NoticeText text) {
        int shown = mayFit(lines);
        while (shown > 0 && !fits(joined(lines.subList(0, shown), lines.size() - shown + omitted, text))) {
            shown--;
        }
        if (shown == lines.size()) {
            return joined(lines, omitted, text);
        }
        // The next line may still tell something.
        List<String> begun = new ArrayList<>(lines.subList(0, shown));
        int more = lines.size() - shown - 1 + omitted;
        begun.add("");
        Limit room = new Limit(measure, most - measure.of(joined(begun, more, text)));
        String beginning = room.cut(lines.get(shown));
        if (room.most() >= WORTH_IT && !beginning.equals(measure.ellipsis())) {
            begun.set(shown, beginning);
            return joined(begun, more, text);
        }
        return shown > 0 ? joined(lines.subList(0, shown), more + 1, text) : cut(lines.getFirst());
    }

    /// How many of the first lines fit at most. What is asked next is costly for each line too much.
    private int mayFit(List<String> lines) {
        int taken = 0;
        int count = 0;
        while (count < lines.size() && taken <= most) {
            taken += measure.of(lines.get(count));
            count++;
        }
        return count;
    }

    private static String joined(List<String> lines, int more, NoticeText text) {
        String joined = String.join("\n", lines);
        return more == 0 ? joined : joined + "\n" + text.more(more);
    }
}
