package io.nocturne.server.platform.web;

import io.nocturne.model.json.RefusedValueException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.type.CollectionType;

/// Reads a list and refuses it at the first entry too many, before that entry is read.
final class BoundedList extends StdDeserializer<List<Object>> {

    private final CollectionType type;
    private final int most;

    BoundedList(CollectionType type, int most) {
        super(type);
        this.type = type;
        this.most = most;
    }

    @Override
    public List<Object> deserialize(JsonParser json, DeserializationContext context) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new RefusedValueException(json, "must be a list");
        }
        List<Object> entries = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (entries.size() == most) {
                throw new RefusedValueException(json, "has more than %d entries".formatted(most));
            }
            try {
                if (token == JsonToken.VALUE_NULL) {
                    throw new RefusedValueException(json, "must not be null");
                }
                entries.add(context.readValue(json, type.getContentType()));
            } catch (JacksonException e) {
                throw e.prependPath(entries, entries.size());
            }
        }
        return entries;
    }
}
