package io.nocturne.agent.event;

import io.nocturne.agent.json.JsonBytes;
import io.nocturne.agent.json.JsonObject;
import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.StopReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Events as JSON: the fields of an [io.nocturne.model.fleet.AgentEvents].
public final class EventJson {

    private static final String EVENTS = "events";

    private EventJson() {}

    /// The body of a delivery.
    public static byte[] body(List<AgentEvent> events) {
        return JsonBytes.object(json -> write(json, events));
    }

    static void write(JsonGenerator json, List<AgentEvent> events) {
        json.writeArrayPropertyStart(EVENTS);
        for (AgentEvent event : events) {
            json.writeStartObject();
            JsonBytes.field(json, "time", event.time());
            JsonBytes.field(json, "type", event.type());
            JsonBytes.field(json, "reason", event.reason());
            JsonBytes.field(json, "detail", event.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// **Errors** - [IllegalArgumentException] for an event that is none.
    static List<AgentEvent> read(JsonObject json) {
        return json.objects(EVENTS).stream().map(EventJson::event).toList();
    }

    private static AgentEvent event(JsonObject json) {
        try {
            Optional<StopReason> reason = json.text("reason").map(StopReason::valueOf);
            return new AgentEvent(
                    Instant.parse(json.text("time").orElse("")),
                    AgentEvent.Type.valueOf(json.text("type").orElse("")),
                    reason.orElse(null),
                    json.text("detail").orElse(null));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("an event has no time", e);
        }
    }
}
