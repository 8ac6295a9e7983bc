package io.nocturne.model.json;

import io.nocturne.model.sample.SampleValues;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/// Writes values as a JSON array, an absent one as null and a whole one without a fraction.
final class SampleValuesSerializer extends StdSerializer<SampleValues> {

    SampleValuesSerializer() {
        super(SampleValues.class);
    }

    @Override
    public void serialize(SampleValues values, JsonGenerator json, SerializationContext context) {
        json.writeStartArray(values, values.size());
        for (int i = 0; i < values.size(); i++) {
            if (values.isPresent(i)) {
                WireNumbers.write(json, values.get(i));
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }
}
