package io.nocturne.server.notify;

import io.nocturne.model.alert.Receiver;
import io.nocturne.model.alert.Receiver.Limit;
import io.nocturne.model.alert.Receiver.QuietHours;
import io.nocturne.model.alert.WeeklyWindow;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.rule.AlertsFileSection;
import io.nocturne.server.rule.FileNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The full form of receivers in `alerts.yml`. One of a name that is there already is changed in what the file
/// names; others stay.
///
/// **Threads** - stateless.
final class ReceiversSection implements AlertsFileSection {

    private static final List<String> KEYS =
            List.of("name", "type", "settings", "enabled", "language", "zone", "quiet_hours", "limits", "repeat");
    private static final Map<String, String> KEY_OF = Map.of(
            "quietHours.windows", "quiet_hours",
            "repeatSeconds", "repeat");
    private static final int MAX_WORD = 64;

    private final Channels types;
    private final KnownReceivers known;

    ReceiversSection(Channels types, KnownReceivers known) {
        this.types = types;
        this.known = known;
    }

    @Override
    public String key() {
        return "receivers";
    }

    @Override
    public Taken check(FileNode section, List<Taken> before) {
        Map<String, Receiver> receivers = new LinkedHashMap<>();
        if (section.isList() && section.items().size() > Receivers.MAX_RECEIVERS) {
            section.fault("may have at most %d entries".formatted(Receivers.MAX_RECEIVERS));
            return new ReceiversTaken(List.of(), known.writer());
        }
        for (FileNode item : section.entries()) {
            Map<String, FileNode> fields = item.fields(KEYS);
            read(item, fields).ifPresent(receiver -> {
                if (receivers.putIfAbsent(receiver.name(), receiver) != null
                        || ReceiversTaken.anyNames(before, receiver.name())) {
                    Optional.ofNullable(fields.get("name"))
                            .orElse(item)
                            .fault("is the name of two receivers in this file");
                }
            });
        }
        return new ReceiversTaken(new ArrayList<>(receivers.values()), known.writer());
    }

    private Optional<Receiver> read(FileNode item, Map<String, FileNode> fields) {
        String name = value(fields, "name", node -> node.text(ReceiverCheck.MAX_NAME));
        String typeId = value(fields, "type", node -> node.text(MAX_WORD));
        if (name == null && !fields.containsKey("name")) {
            item.fault("has no name");
        }
        if (typeId == null && !fields.containsKey("type")) {
            item.fault("has no type");
        }
        if (name == null || typeId == null) {
            return Optional.empty();
        }
        FileNode place = fields.get("settings");
        Map<String, FileNode> settings = place == null ? Map.of() : place.fields();
        Receiver receiver = new Receiver(
                null,
                name,
                typeId,
                value(fields, "enabled", FileNode::truth),
                FileSettings.read(settings),
                List.of(),
                value(fields, "language", node -> node.text(MAX_WORD)),
                value(fields, "zone", FileParts::zone),
                value(fields, "quiet_hours", ReceiversSection::quietHours),
                value(fields, "limits", ReceiversSection::limits),
                value(fields, "repeat", FileParts::seconds),
                0,
                null,
                null,
                null);
        ReceiverCheck.faults(receiver)
                .forEach(fault -> Optional.ofNullable(fields.get(KEY_OF.getOrDefault(fault.key(), fault.key())))
                        .orElse(item)
                        .fault(fault.message()));
        FileSettings.check(
                types,
                known,
                receiver,
                place == null ? item : place,
                settings,
                Optional.ofNullable(fields.get("type")));
        return Optional.of(receiver);
    }

    private static Optional<QuietHours> quietHours(FileNode node) {
        Map<String, FileNode> fields = node.fields(List.of("windows", "criticals_break_through"));
        List<WeeklyWindow> windows = value(fields, "windows", each -> Optional.of(FileParts.windows(each)));
        Boolean criticals = value(fields, "criticals_break_through", FileNode::truth);
        if (windows == null) {
            node.fault("has no windows");
            return Optional.empty();
        }
        return Optional.of(new QuietHours(windows, Boolean.TRUE.equals(criticals)));
    }

    private static Optional<List<Limit>> limits(FileNode node) {
        List<Limit> limits = new ArrayList<>();
        for (FileNode item : node.items()) {
            Map<String, FileNode> fields = item.fields(List.of("messages", "per"));
            Integer messages = value(fields, "messages", FileParts::number);
            Long seconds = value(fields, "per", FileParts::seconds);
            if (!fields.containsKey("messages") || !fields.containsKey("per")) {
                item.fault("must have messages and per, like { messages: 5, per: 15m }");
            } else if (messages != null && seconds != null) {
                limits.add(new Limit(messages, seconds));
            }
        }
        return Optional.of(limits);
    }

    private static <T> @Nullable T value(
            Map<String, FileNode> fields, String key, Function<FileNode, Optional<T>> reading) {
        return Optional.ofNullable(fields.get(key)).flatMap(reading).orElse(null);
    }
}
