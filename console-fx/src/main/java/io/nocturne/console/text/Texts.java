package io.nocturne.console.text;

import io.nocturne.console.chart.ValueFormat;
import io.nocturne.model.metric.Display;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The console's words, numbers and times in the language that is set.
///
/// **Errors** - [MissingResourceException] for a key that no bundle has.
/// **Threads** - any thread reads; the language is set on the JavaFX thread.
public final class Texts {

    private static final String BUNDLE = "io.nocturne.console.text.messages";
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx");

    private final ZoneId zone;
    private final ObjectProperty<Language> language;
    private volatile ResourceBundle bundle;

    public Texts(Language language, ZoneId zone) {
        this.zone = zone;
        this.bundle = load(language);
        this.language = new SimpleObjectProperty<>(this, "language", language) {
            // Before any listener: they already read the new words.
            @Override
            protected void invalidated() {
                bundle = load(Objects.requireNonNull(get()));
            }
        };
    }

    public ObjectProperty<Language> languageProperty() {
        return language;
    }

    public Language language() {
        return language.get();
    }

    public Locale locale() {
        return bundle.getLocale().getLanguage().isEmpty() ? Locale.ENGLISH : bundle.getLocale();
    }

    public ZoneId zone() {
        return zone;
    }

    /// The sentence of a key, its `{0}` and following places filled in.
    public String of(String key, Object... arguments) {
        Object[] plain = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            // As text: a number among the arguments must not be grouped.
            plain[i] = String.valueOf(arguments[i]);
        }
        return new MessageFormat(bundle.getString(key), locale()).format(plain);
    }

    /// Formats values of such a metric.
    public ValueFormat values(Display display) {
        return ValueFormat.of(display, locale());
    }

    /// The two greatest units: `1 h 12 m`, `11분 17초`.
    public String duration(Duration duration) {
        return ValueFormat.duration(duration.isNegative() ? Duration.ZERO : duration, locale());
    }

    /// Local time of day, `14:03:27`.
    public String clock(Instant time) {
        return CLOCK.format(time.atZone(zone));
    }

    /// Day and time, `11-22 14:03`.
    public String dayAndTime(Instant time) {
        return DAY_AND_TIME.format(time.atZone(zone));
    }

    /// The zone with its present offset, `KST (UTC+09:00)`.
    public String zoneName(Instant now) {
        String name = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(now.atZone(zone));
        return "%s (UTC%s)".formatted(name, OFFSET.format(now.atZone(zone)));
    }

    private static ResourceBundle load(Language language) {
        // The English bundle is the one without a suffix.
        Locale locale = language == Language.ENGLISH ? Locale.ROOT : language.locale();
        return ResourceBundle.getBundle(BUNDLE, locale, NO_FALLBACK);
    }
}
