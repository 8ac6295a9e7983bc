package io.nocturne.agent.status;

import io.nocturne.agent.json.JsonBytes;
import io.nocturne.agent.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/// How an agent stood when it wrote this.
///
/// **Shape** - each value is a text or a whole number.
/// **Absent** - what was not known then.
/// **Threads** - immutable.
public final class AgentStatus {

    private final Map<StatusField, Object> values;

    private AgentStatus(Map<StatusField, Object> values) {
        this.values = values;
    }

    /// What a file says; fields that this version does not know are left out.
    static AgentStatus of(JsonObject json) {
        Builder builder = new Builder();
        for (StatusField field : StatusField.values()) {
            json.text(field.key()).ifPresent(text -> builder.put(field, text));
            json.whole(field.key()).ifPresent(number -> builder.put(field, number));
        }
        return builder.build();
    }

    Optional<String> text(StatusField field) {
        return Optional.ofNullable(values.get(field)).map(Object::toString);
    }

    OptionalLong number(StatusField field) {
        return values.get(field) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    long count(StatusField field) {
        return number(field).orElse(0);
    }

    /// An instant; absent also when what stands there is none.
    Optional<Instant> instant(StatusField field) {
        try {
            return text(field).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    void writeTo(JsonGenerator json) {
        values.forEach((field, value) -> JsonBytes.field(json, field.key(), value));
    }

    /// Puts a status together.
    public static final class Builder {

        private final Map<StatusField, Object> values = new EnumMap<>(StatusField.class);

        public Builder put(StatusField field, String text) {
            values.put(field, text);
            return this;
        }

        public Builder put(StatusField field, long number) {
            values.put(field, number);
            return this;
        }

        public Builder put(StatusField field, Instant instant) {
            return put(field, instant.toString());
        }

        /// Puts a value that may be absent.
        public Builder put(StatusField field, Optional<?> value) {
            value.ifPresent(present -> put(field, present.toString()));
            return this;
        }

        public AgentStatus build() {
            return new AgentStatus(new EnumMap<>(values));
        }
    }
}
