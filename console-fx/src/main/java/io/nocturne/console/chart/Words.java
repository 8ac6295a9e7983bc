package io.nocturne.console.chart;

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
        Duration rounded = duration.plusMillis(500).isNegative() ? Duration.ZERO : duration.plusMillis(500);
        if (rounded.toDays() > 0) {
            return two("days", rounded.toDays(), "hours", rounded.toHoursPart());
        }
        if (rounded.toHours() > 0) {
            return two("hours", rounded.toHours(), "minutes", rounded.toMinutesPart());
        }
        if (rounded.toMinutes() > 0) {
            return two("minutes", rounded.toMinutes(), "seconds", rounded.toSecondsPart());
        }
        return one("seconds", rounded.toSeconds());
    }

    private String two(String greater, long greaterCount, String smaller, long smallerCount) {
        String text = one(greater, greaterCount);
        return smallerCount == 0 ? text : text + " " + one(smaller, smallerCount);
    }

    private String one(String unit, long count) {
        // As text, so that the format does not group digits.
        return say("duration." + unit, Long.toString(count));
    }
}
