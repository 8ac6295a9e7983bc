package io.nocturne.server.notify.text;

import io.nocturne.model.text.TwoUnits;
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
        return TwoUnits.of(duration, (unit, count) -> say("duration." + unit, count));
    }
}
