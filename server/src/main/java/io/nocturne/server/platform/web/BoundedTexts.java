package io.nocturne.server.platform.web;

import io.nocturne.model.json.RefusedValueException;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.type.MapType;

/// Reads texts by key; more of them than any such field may have are refused.
final class BoundedTexts extends StdDeserializer<SortedMap<String, String>> {

    /// Above what tags and attributes may have: their own checks say it better.
    private static final int MOST = 64;

    BoundedTexts(MapType type) {
        super(type);
    }

    @Override
    public SortedMap<String, String> deserialize(JsonParser json, DeserializationContext context) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new RefusedValueException(json, "must be an object of texts");
        }
        SortedMap<String, String> texts = new TreeMap<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_OBJECT; token = json.nextToken()) {
            String key = json.currentName();
            if (texts.size() == MOST) {
                throw new RefusedValueException(json, "has more than %d entries".formatted(MOST));
            }
            JsonToken value = json.nextToken();
            if (!value.isScalarValue() || value == JsonToken.VALUE_NULL) {
                throw new RefusedValueException(json, "must be a text").prependPath(texts, key);
            }
            texts.put(key, json.getString());
        }
        return texts;
    }
}
