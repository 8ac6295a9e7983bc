package io.nocturne.server.notify.text;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/// The sentences of notices in one language.
///
/// **Absent** - a language without a bundle reads English.
/// **Threads** - immutable.
final class Words {

    static final String BUNDLE = "io.nocturne.server.notify.text.notify";

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

    /// The sentence of a key, its places filled in.
    String say(String key, Object... arguments) {
        Object[] plain = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            // As text: a number among the arguments must not be grouped.
            plain[i] = String.valueOf(arguments[i]);
        }
        return new MessageFormat(bundle.getString(key), locale).format(plain);
    }

    /// The same of a key that may not exist.
    Optional<String> sayIfKnown(String key, Object... arguments) {
        return bundle.containsKey(key) ? Optional.of(say(key, arguments)) : Optional.empty();
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
        return say("duration." + unit, count);
    }
}
