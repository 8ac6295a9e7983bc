package io.nocturne.server.notify.channel;

import io.nocturne.model.alert.ReceiverType.Words;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/// What the form of a receiver says, in every language of the consoles.
///
/// **Shape** - a key is `slack` for the type, `slack.webhook` for its setting, or `titleTemplate` for one
/// that all types have in common; with `.help` behind it for the line that explains it.
/// **Absent** - what no bundle has is called by its key, and not explained.
/// **Threads** - immutable.
final class FormWords {

    static final String BUNDLE = "io.nocturne.server.notify.channel.receivers";
    static final String HELP = ".help";

    private static final ResourceBundle ENGLISH = in(Locale.ROOT);
    private static final ResourceBundle KOREAN = in(Locale.KOREAN);

    private FormWords() {}

    private static ResourceBundle in(Locale locale) {
        return ResourceBundle.getBundle(BUNDLE, locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    static Words label(String typeId) {
        return words(List.of(typeId), typeId);
    }

    static Words help(String typeId) {
        return words(List.of(typeId + HELP), "");
    }

    static Words label(String typeId, String key) {
        return words(List.of(typeId + "." + key, key), key);
    }

    static Words help(String typeId, String key) {
        return words(List.of(typeId + "." + key + HELP, key + HELP), "");
    }

    private static Words words(List<String> keys, String otherwise) {
        return new Words(text(ENGLISH, keys, otherwise), text(KOREAN, keys, otherwise));
    }

    private static String text(ResourceBundle bundle, List<String> keys, String otherwise) {
        return keys.stream()
                .filter(bundle::containsKey)
                .findFirst()
                .map(bundle::getString)
                .orElse(otherwise);
    }
}
