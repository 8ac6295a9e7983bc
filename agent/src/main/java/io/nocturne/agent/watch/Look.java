package io.nocturne.agent.watch;

import io.nocturne.agent.print.Columns;
import io.nocturne.agent.print.Printable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalDouble;

/// What the terminal can show: its charset, and whether color is wanted.
///
/// **Source** - no-color.org: NO_COLOR with any text switches color off.
public record Look(Charset charset, boolean isColored) {

    /// The look of a terminal; what is no screen gets no color.
    static Look of(Charset charset, Terminal terminal, Map<String, String> environment) {
        boolean isWanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Look(charset, terminal.isScreen() && isWanted);
    }

    /// The text without anything that a terminal would obey or could not show.
    String printable(String text) {
        return Printable.of(text, charset);
    }

    /// The text in at most so many columns; what was cut off is marked.
    String fit(String text, int columns) {
        if (Columns.of(text) <= columns) {
            return text;
        }
        return columns < 1 ? "" : Columns.first(text, columns - 1) + (isRich() ? "…" : "~");
    }

    String paint(Ink ink, String text) {
        return isColored ? ink.paint(text) : text;
    }

    /// A bar between brackets, `width` columns wide inside. A share above 0 shows at least a trace.
    String bar(OptionalDouble share, int width) {
        int halves = (int) Math.round(Math.clamp(share.orElse(0), 0, 1) * width * 2);
        if (halves == 0 && share.orElse(0) >= 0.005) {
            halves = 1;
        }
        String filled = isRich() ? "█".repeat(halves / 2) + "▌".repeat(halves % 2) : "|".repeat((halves + 1) / 2);
        return "[" + filled + " ".repeat(width - (halves + 1) / 2) + "]";
    }

    String degrees(double celsius) {
        String sign = charset.canEncode() && charset.newEncoder().canEncode('°') ? "°C" : "C";
        return "%.0f %s".formatted(celsius, sign);
    }

    private boolean isRich() {
        return charset.equals(StandardCharsets.UTF_8);
    }
}
