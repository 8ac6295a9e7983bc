package io.nocturne.console.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A language that the console speaks.
public enum Language {
    ENGLISH(Locale.ENGLISH, "English"),
    KOREAN(Locale.KOREAN, "한국어");

    private final Locale locale;
    private final String ownName;

    Language(Locale locale, String ownName) {
        this.locale = locale;
        this.ownName = ownName;
    }

    public Locale locale() {
        return locale;
    }

    /// The language's name in itself.
    public String ownName() {
        return ownName;
    }

    /// The code as people type it: `en`, `ko`.
    public String code() {
        return locale.getLanguage();
    }

    public static Optional<Language> ofCode(String code) {
        return Arrays.stream(values())
                .filter(language -> language.code().equalsIgnoreCase(code))
                .findFirst();
    }
}
