package io.nocturne.server.notify.channel;

import io.nocturne.model.alert.ReceiverType.Field;
import io.nocturne.model.oncall.UserContact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The part of a receiver's people that is said by a schedule: `on-call:NAME` or `on-call:ID` in their list.
///
/// **Shape** - `field` lists the people.
/// **Threads** - immutable.
public record OnCallPeople(Field field) {

    private static final String PREFIX = "on-call:";

    /// **Absent** - for what has no schedule in it.
    static Optional<String> schedule(String part) {
        String name = part.startsWith(PREFIX) ? part.substring(PREFIX.length()).strip() : "";
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /// The schedules that settings name, each once.
    public List<String> schedules(Map<String, String> settings) {
        return SettingCheck.parts(settings.getOrDefault(field.key(), "")).stream()
                .flatMap(part -> schedule(part).stream())
                .distinct()
                .toList();
    }

    /// The settings for those people that are listed themselves; none of them has no such setting.
    public Map<String, String> listed(Map<String, String> settings) {
        List<String> people = SettingCheck.parts(settings.getOrDefault(field.key(), "")).stream()
                .filter(part -> schedule(part).isEmpty())
                .toList();
        Map<String, String> rest = new HashMap<>(settings);
        rest.remove(field.key());
        if (!people.isEmpty()) {
            rest.put(field.key(), String.join(", ", people));
        }
        return rest;
    }

    /// Whether a phone number is one of those that settings list.
    public boolean hasNumber(String number, Map<String, String> settings) {
        return PhoneNumbers.hold(SettingCheck.parts(settings.getOrDefault(field.key(), "")), number);
    }

    /// The settings for one person alone.
    ///
    /// **Absent** - when this person cannot be reached in this way.
    public Optional<Map<String, String>> of(UserContact contact, Map<String, String> settings) {
        String address = switch (field.kind()) {
            case MAILS -> contact.email();
            case PHONES -> contact.phone();
            case TEXT, SECRET, SECRET_URL, URL, NUMBER, BOOLEAN, CHOICE -> null;
        };
        if (address == null) {
            return Optional.empty();
        }
        Map<String, String> own = new HashMap<>(settings);
        own.put(field.key(), address);
        return Optional.of(own);
    }
}
