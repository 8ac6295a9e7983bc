package io.nocturne.server.notify;

import io.nocturne.model.alert.Receiver;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.rule.AlertsFileSection;
import io.nocturne.server.rule.FileNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// The short form of receivers in `alerts.yml`: a type and its settings side by side.
///
/// **Shape** - a receiver is called as its type, the second of a type `slack-2`. One that is left out for its
/// placeholder keeps its place, so that names stay once it is filled in.
/// **Threads** - stateless.
final class ChannelsSection implements AlertsFileSection {

    private static final String TYPE = "type";

    private final Channels types;
    private final KnownReceivers known;

    ChannelsSection(Channels types, KnownReceivers known) {
        this.types = types;
        this.known = known;
    }

    @Override
    public String key() {
        return "channels";
    }

    @Override
    public Taken check(FileNode section, List<Taken> before) {
        List<Receiver> receivers = new ArrayList<>();
        if (section.isList() && section.items().size() > Receivers.MAX_RECEIVERS) {
            section.fault("may have at most %d entries".formatted(Receivers.MAX_RECEIVERS));
            return new ReceiversTaken(receivers, known.writer());
        }
        Set<String> wanted = section.entries().stream().map(FileNode::path).collect(Collectors.toSet());
        Map<String, Integer> ofType = new HashMap<>();
        for (FileNode item : section.items()) {
            SequencedMap<String, FileNode> fields = item.isMap() ? item.fields() : new LinkedHashMap<>();
            FileNode type = fields.remove(TYPE);
            String typeId = type == null || !type.isText() ? "" : type.text().orElse("");
            int number = ofType.merge(typeId, 1, Integer::sum);
            if (!wanted.contains(item.path())) {
                continue;
            }
            if (type == null) {
                item.fault(item.isMap() ? "has no type" : "must be a map with a type");
            } else if (type.text().isPresent()) {
                Receiver receiver = receiver(number == 1 ? typeId : typeId + "-" + number, typeId, fields);
                FileSettings.check(types, known, receiver, item, fields, Optional.of(type));
                receivers.add(receiver);
            }
        }
        return new ReceiversTaken(receivers, known.writer());
    }

    private static Receiver receiver(String name, String typeId, Map<String, FileNode> fields) {
        return new Receiver(
                null,
                name,
                typeId,
                null,
                FileSettings.read(fields),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                null);
    }
}
