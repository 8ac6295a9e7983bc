package io.nocturne.server.notify.channel;

import io.nocturne.model.alert.ReceiverType;
import io.nocturne.model.alert.ReceiverType.Field;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.notify.template.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Every way of telling people that this server has.
///
/// **Threads** - immutable.
@Component
public final class Channels {

    /// The optional settings of every receiver that shows text: its own words for the title, and for an
    /// alert's line.
    public static final String TITLE_TEMPLATE = "titleTemplate";

    public static final String BODY_TEMPLATE = "bodyTemplate";

    private static final int SHOWN_KEY = 40;

    private final Map<String, Channel> byType = new LinkedHashMap<>();

    public Channels(List<Channel> channels) {
        channels.stream()
                .sorted(Comparator.comparing(channel -> channel.type().typeId()))
                .forEach(this::add);
    }

    private void add(Channel channel) {
        if (byType.put(channel.type().typeId(), channel) != null) {
            throw new IllegalStateException(
                    "two channels are called " + channel.type().typeId());
        }
    }

    /// What receivers there can be, by name.
    public List<ReceiverType> types() {
        return byType.values().stream().map(Channel::type).toList();
    }

    public Optional<Channel> find(String typeId) {
        return Optional.ofNullable(byType.get(typeId));
    }

    /// The settings with the type's defaults for what is missing, as [Address] wants them.
    ///
    /// **Absent** - nothing is added for a type that is unknown.
    public Map<String, String> complete(String typeId, Map<String, String> settings) {
        Map<String, String> complete = new HashMap<>(settings);
        complete.values().removeIf(String::isEmpty);
        find(typeId)
                .ifPresent(channel -> channel.type().fields().stream()
                        .filter(field -> field.defaultValue() != null)
                        .forEach(field -> complete.putIfAbsent(field.key(), field.defaultValue())));
        return complete;
    }

    /// How a type's people are said by schedules.
    ///
    /// **Absent** - for a type that knows no people, or that is unknown.
    public Optional<OnCallPeople> onCall(String typeId) {
        return find(typeId)
                .flatMap(channel -> channel.type().fields().stream()
                        .filter(Field::listsPeople)
                        .findFirst()
                        .map(OnCallPeople::new));
    }

    /// Everything that is wrong with a receiver's settings; `type` is the key of a fault with the
    /// type itself.
    public List<SettingFault> check(String typeId, Map<String, String> settings) {
        Channel channel = byType.get(typeId);
        if (channel == null) {
            return List.of(new SettingFault("type", "must be one of " + String.join(", ", byType.keySet())));
        }
        List<SettingFault> faults = new ArrayList<>();
        Map<String, Field> fields = channel.type().fields().stream()
                .collect(Collectors.toMap(Field::key, field -> field, (a, b) -> a, LinkedHashMap::new));
        for (String key : new TreeMap<>(settings).keySet()) {
            if (!fields.containsKey(key)) {
                faults.add(new SettingFault(
                        PlainText.quoted(key, SHOWN_KEY),
                        "is unknown; %s has %s".formatted(typeId, String.join(", ", fields.keySet()))));
            }
        }
        Map<String, String> complete = complete(typeId, settings);
        fields.values().forEach(field -> check(field, complete).ifPresent(faults::add));
        if (faults.isEmpty()) {
            faults.addAll(channel.check(complete));
        }
        return List.copyOf(faults);
    }

    private static Optional<SettingFault> check(Field field, Map<String, String> settings) {
        String value = settings.get(field.key());
        if (value == null) {
            return field.required() ? Optional.of(new SettingFault(field.key(), "is missing")) : Optional.empty();
        }
        return SettingCheck.ofKind(field, value)
                .or(() -> isTemplate(field) ? Template.check(value) : Optional.empty())
                .map(message -> new SettingFault(field.key(), message));
    }

    private static boolean isTemplate(Field field) {
        return field.key().equals(TITLE_TEMPLATE) || field.key().equals(BODY_TEMPLATE);
    }
}
