package io.nocturne.model.json;

import io.nocturne.model.sample.SampleValues;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/// Writes values as a JSON array, an absent one as null and a whole one without a fraction.
final class SampleValuesSerializer extends StdSerializer<SampleValues> {

    private static final double EXACT_LONG_LIMIT = 1L << 53;

    SampleValuesSerializer() {
        super(SampleValues.class);
    }

    @Override
    public void serialize(SampleValues values, JsonGenerator json, SerializationContext context) {
        json.writeStartArray(values, values.size());
        for (int i = 0; i < values.size(); i++) {
            if (values.isPresent(i)) {
                write(json, values.get(i));
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, double value) {
        boolean negativeZero = value == 0 && 1 / value < 0;
        if (value == Math.rint(value) && Math.abs(value) < EXACT_LONG_LIMIT && !negativeZero) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }
}
