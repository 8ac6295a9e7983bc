package io.nocturne.console.chart;

import io.nocturne.model.text.TwoUnits;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.ResourceBundle;

/// The few words that charts say by themselves.
///
/// **Absent** - a language without a bundle reads English.
/// **Threads** - immutable.
final class Words {

    private static final String BUNDLE = "io.nocturne.console.chart.chart";

    private final ResourceBundle bundle;
    private final Locale locale;

    private Words(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    static Words in(Locale locale) {
        ResourceBundle.Control noFallback =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return new Words(ResourceBundle.getBundle(BUNDLE, locale, noFallback), locale);
    }

    String noData() {
        return say("no-data");
    }

    String say(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }

    /// The two greatest units; the smaller one is left out when it is zero.
    String duration(Duration duration) {
        // As text, so that the format does not group digits.
        return TwoUnits.of(duration, (unit, count) -> say("duration." + unit, Long.toString(count)));
    }
}
