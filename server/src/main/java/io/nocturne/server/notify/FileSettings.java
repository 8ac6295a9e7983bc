package io.nocturne.server.notify;

import io.nocturne.model.alert.Receiver;
import io.nocturne.model.alert.ReceiverType;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.channel.SettingFault;
import io.nocturne.server.rule.FileNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The settings of a receiver as `alerts.yml` writes them. No fault repeats a value: it may be a secret.
///
/// **Threads** - stateless.
final class FileSettings {

    private static final int LONGEST = 10_000;

    private FileSettings() {}

    /// Texts by key; a list is written with commas.
    static Map<String, String> read(Map<String, FileNode> fields) {
        Map<String, String> settings = new HashMap<>();
        fields.forEach((key, node) -> value(node).ifPresent(value -> settings.put(key, value)));
        return settings;
    }

    private static Optional<String> value(FileNode node) {
        if (!node.isList()) {
            return node.text().filter(text -> isBounded(node, text));
        }
        String joined =
                node.items().stream().flatMap(item -> item.text().stream()).collect(Collectors.joining(", "));
        return isBounded(node, joined) ? Optional.of(joined) : Optional.empty();
    }

    private static boolean isBounded(FileNode node, String text) {
        if (text.length() > LONGEST) {
            node.fault("has %d characters, allowed are %d".formatted(text.length(), LONGEST));
        }
        return text.length() <= LONGEST;
    }

    /// Tells what is wrong with the settings, over those that are known, each at its place.
    static void check(
            Channels types,
            KnownReceivers known,
            Receiver named,
            FileNode whole,
            Map<String, FileNode> fields,
            Optional<FileNode> type) {
        Receiver wanted = NamedReceiver.over(known.find(named.name()).orElse(null), named);
        List<SettingFault> faults = new ArrayList<>(types.check(wanted.typeId(), wanted.settings()));
        faults.addAll(new KnownSchedules(types, known.isSchedule()).faults(wanted.typeId(), wanted.settings()));
        faults.forEach(fault -> {
            if (fault.key().equals("type")) {
                type.orElse(whole).fault(fault.message());
            } else if (fields.containsKey(fault.key())) {
                Optional.ofNullable(fields.get(fault.key()))
                        .ifPresent(node -> tell(types, named, node, fault.message()));
            } else {
                whole.fault(fault.key() + " " + fault.message());
            }
        });
    }

    /// Of an unknown key the key is wrong, of a known one its value.
    private static void tell(Channels types, Receiver named, FileNode node, String message) {
        Optional<ReceiverType> type = types.find(named.typeId()).map(channel -> channel.type());
        String key = node.path().substring(node.path().lastIndexOf('.') + 1);
        boolean isKnown = type.stream()
                .flatMap(each -> each.fields().stream())
                .anyMatch(field -> field.key().equals(key));
        if (isKnown) {
            node.fault(message);
        } else {
            node.faultOfKey(message);
        }
    }
}
