package io.nocturne.agent.json;

import io.nocturne.model.json.WireJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// A JSON object that was read whole.
///
/// **Shape** - bounded in nesting and lengths by [WireJson#factory()]; the caller bounds the text.
/// **Absent** - a field that is missing, null or of another type.
/// **Threads** - immutable.
public final class JsonObject {

    private static final JsonFactory FACTORY = WireJson.factory();

    private final Map<String, Object> fields;

    private JsonObject(Map<String, Object> fields) {
        this.fields = fields;
    }

    /// Reads a text that is one object and nothing else.
    ///
    /// **Errors** - [JacksonException], whose message may quote the text.
    public static JsonObject parse(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new StreamReadException(parser, "not a JSON object");
            }
            JsonObject object = object(parser);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "something follows the JSON object");
            }
            return object;
        }
    }

    public Optional<String> text(String field) {
        return fields.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    public OptionalLong whole(String field) {
        return fields.get(field) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /// The object in a field.
    public Optional<JsonObject> object(String field) {
        return fields.get(field) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /// The objects of an array.
    public List<JsonObject> objects(String field) {
        return fields.get(field) instanceof List<?> list
                ? list.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    private static JsonObject object(JsonParser parser) {
        Map<String, Object> fields = new HashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            Object value = value(parser);
            if (value != null && fields.put(name, value) != null) {
                throw new StreamReadException(parser, "the field " + name + " is there twice");
            }
        }
        return new JsonObject(fields);
    }

    private static List<Object> array(JsonParser parser) {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object item = value(parser);
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }

    /// The value at the parser; null for a null.
    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
