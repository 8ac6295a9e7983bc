package io.nocturne.model.json;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/// Reads an array of numbers and nulls; texts, nested values and numbers beyond a double are refused.
final class SampleValuesDeserializer extends StdDeserializer<SampleValues> {

    private static final int EXPECTED_SIZE = 128;

    SampleValuesDeserializer() {
        super(SampleValues.class);
    }

    @Override
    public SampleValues deserialize(JsonParser json, DeserializationContext context) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw refused(json, "values must be an array of numbers and nulls");
        }
        SampleValues.Builder values = new SampleValues.Builder(EXPECTED_SIZE);
        int size = 0;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (++size > Layout.MAX_SERIES) {
                throw refused(json, "values has more than " + Layout.MAX_SERIES + " entries");
            }
            add(values, json, token, size - 1);
        }
        return values.build();
    }

    private static void add(SampleValues.Builder values, JsonParser json, JsonToken token, int index) {
        if (token == JsonToken.VALUE_NULL) {
            values.addAbsent();
            return;
        }
        if (!token.isNumeric()) {
            throw refused(json, "values[%d] must be a number or null".formatted(index));
        }
        double value = json.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw refused(json, "values[%d] is not a finite number".formatted(index));
        }
        values.add(value);
    }

    private static MismatchedInputException refused(JsonParser json, String detail) {
        return MismatchedInputException.from(json, SampleValues.class, detail);
    }
}
