package io.nocturne.server.notify;

import io.nocturne.model.alert.ReceiverType;
import io.nocturne.model.alert.ReceiverType.Field;
import io.nocturne.model.alert.ReceiverType.Kind;
import io.nocturne.server.notify.channel.Channel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The ways of telling people that this server has, and what each must be told.
///
/// **Threads** - immutable.
final class ReceiverTypes {

    private final Map<String, Channel> byType = new LinkedHashMap<>();

    ReceiverTypes(List<Channel> channels) {
        channels.stream()
                .sorted(Comparator.comparing(channel -> channel.type().typeId()))
                .forEach(channel -> byType.put(channel.type().typeId(), channel));
    }

    List<ReceiverType> all() {
        return byType.values().stream().map(Channel::type).toList();
    }

    Optional<Channel> find(String typeId) {
        return Optional.ofNullable(byType.get(typeId));
    }

    Optional<ReceiverType> type(String typeId) {
        return find(typeId).map(Channel::type);
    }

    static boolean isSecret(Field field) {
        return field.kind() == Kind.SECRET || field.kind() == Kind.SECRET_URL;
    }

    /// The settings with defaults for what is missing.
    Map<String, String> complete(String typeId, Map<String, String> settings) {
        Map<String, String> complete = new HashMap<>(settings);
        complete.values().removeIf(String::isEmpty);
        type(typeId)
                .ifPresent(type -> type.fields().stream()
                        .filter(field -> field.defaultValue() != null)
                        .forEach(field -> complete.putIfAbsent(field.key(), String.valueOf(field.defaultValue()))));
        return complete;
    }

    /// Everything that is wrong with settings, in words.
    List<String> check(String typeId, Map<String, String> settings) {
        Optional<ReceiverType> type = type(typeId);
        if (type.isEmpty()) {
            return List.of("typeId must be one of " + String.join(", ", byType.keySet()));
        }
        List<String> faults = new ArrayList<>();
        Map<String, Field> fields = type.get().fields().stream().collect(Collectors.toMap(Field::key, field -> field));
        for (String key : new TreeSet<>(settings.keySet())) {
            Field field = fields.get(key);
            if (field == null) {
                faults.add("settings has a key that %s has not; it has %s"
                        .formatted(typeId, String.join(", ", new TreeSet<>(fields.keySet()))));
            } else {
                checkLength(field, settings.getOrDefault(key, "")).ifPresent(faults::add);
            }
        }
        type.get().fields().stream()
                .filter(field -> field.required() && field.defaultValue() == null)
                .filter(field -> settings.getOrDefault(field.key(), "").isEmpty())
                .forEach(field -> faults.add("settings.%s is missing".formatted(field.key())));
        return faults;
    }

    private static Optional<String> checkLength(Field field, String value) {
        if (value.length() > field.maxLength()) {
            return Optional.of("settings.%s has %d characters, allowed are %d"
                    .formatted(field.key(), value.length(), field.maxLength()));
        }
        boolean isOther = field.kind() == Kind.CHOICE
                && !value.isEmpty()
                && !field.choices().contains(value);
        return isOther
                ? Optional.of(
                        "settings.%s must be one of %s".formatted(field.key(), String.join(", ", field.choices())))
                : Optional.empty();
    }
}
