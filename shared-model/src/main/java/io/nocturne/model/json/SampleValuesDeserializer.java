package io.nocturne.model.json;

import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/// Reads an array of numbers and nulls; texts, nested values and numbers beyond a double are refused.
final class SampleValuesDeserializer extends StdDeserializer<SampleValues> {

    private static final int EXPECTED_SIZE = 128;
    private static final Object IN_ALL = SampleValuesDeserializer.class.getName() + ".inAll";

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
        countInAll(size, json, context);
        return values.build();
    }

    /// Counts over the whole body, whose lists of values are each within bounds.
    private static void countInAll(int size, JsonParser json, DeserializationContext context) {
        int before = context.getAttribute(IN_ALL) instanceof Integer count ? count : 0;
        if (before + size > IngestRequest.MAX_VALUES) {
            throw refused(json, "more than %d values in one request".formatted(IngestRequest.MAX_VALUES));
        }
        context.setAttribute(IN_ALL, before + size);
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

    private static RefusedValueException refused(JsonParser json, String detail) {
        return new RefusedValueException(json, detail);
    }
}
