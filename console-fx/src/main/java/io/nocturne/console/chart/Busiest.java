package io.nocturne.console.chart;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The line with the greatest value at a moment, ready to be said.
record Busiest(String label, double share, String value) {

    /// At the crosshair, or without one now; empty when no line has a value.
    static Optional<Busiest> of(ChartModel model, @Nullable Instant crosshair, Locale locale) {
        ValueFormat format = ValueFormat.of(model.display(), locale);
        Busiest best = null;
        for (ChartLine line : model.lines()) {
            OptionalDouble value = Readout.of(line.points(), model, crosshair);
            if (value.isPresent() && (best == null || value.getAsDouble() > best.share())) {
                best = new Busiest(line.label(), value.getAsDouble(), format.text(value));
            }
        }
        return Optional.ofNullable(best);
    }
}
