package io.nocturne.server.notify.channel;

import io.nocturne.model.alert.ReceiverType;
import io.nocturne.model.alert.ReceiverType.Field;
import io.nocturne.model.alert.ReceiverType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts a [ReceiverType] together, field by field in the order of the form.
///
/// **Threads** - confined to the thread that builds.
public final class Form {

    /// As long as browsers and proxies take an address.
    private static final int URL_LENGTH = 2_000;

    private static final int TITLE_LENGTH = 200;
    private static final int BODY_LENGTH = 2_000;

    private final String typeId;
    private final List<Field> fields = new ArrayList<>();

    /// What looks like a key within a secret text.
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/=_.:-]{8,}");

    private Form(String typeId) {
        this.typeId = typeId;
    }

    /// What must not be repeated to anybody: the secret settings of a receiver, and the parts of theirs that
    /// look like keys.
    public static List<String> secrets(ReceiverType type, Address address) {
        return type.fields().stream()
                .filter(field -> field.kind() == Kind.SECRET || field.kind() == Kind.SECRET_URL)
                .flatMap(field -> address.setting(field.key()).stream())
                .flatMap(secret -> Stream.concat(
                        Stream.of(secret), KEY.matcher(secret).results().map(MatchResult::group)))
                .distinct()
                .toList();
    }

    public static Form of(String typeId) {
        return new Form(typeId);
    }

    public Form required(String key, Kind kind, int maxLength) {
        return add(key, kind, true, maxLength, null, List.of());
    }

    public Form optional(String key, Kind kind, int maxLength) {
        return add(key, kind, false, maxLength, null, List.of());
    }

    public Form optional(String key, Kind kind, int maxLength, String defaultValue) {
        return add(key, kind, false, maxLength, defaultValue, List.of());
    }

    public Form requiredUrl(String key, Kind kind) {
        return required(key, kind, URL_LENGTH);
    }

    public Form optionalUrl(String key, Kind kind, String defaultValue) {
        return optional(key, kind, URL_LENGTH, defaultValue);
    }

    /// A choice, the first by default.
    public Form choice(String key, String... choices) {
        return add(key, Kind.CHOICE, false, 40, choices[0], List.of(choices));
    }

    /// The receiver's own words for a title and for each alert's line.
    public ReceiverType withTemplates() {
        return optional(Channels.TITLE_TEMPLATE, Kind.TEXT, TITLE_LENGTH)
                .optional(Channels.BODY_TEMPLATE, Kind.TEXT, BODY_LENGTH)
                .done();
    }

    public ReceiverType done() {
        return new ReceiverType(typeId, FormWords.label(typeId), FormWords.help(typeId), fields);
    }

    private Form add(
            String key,
            Kind kind,
            boolean required,
            int maxLength,
            @Nullable String defaultValue,
            List<String> choices) {
        fields.add(new Field(
                key,
                FormWords.label(typeId, key),
                FormWords.help(typeId, key),
                kind,
                required,
                maxLength,
                defaultValue,
                choices));
        return this;
    }
}
