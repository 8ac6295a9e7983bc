package io.nocturne.agent.send;

import io.nocturne.agent.buffer.OutboundBatch;
import io.nocturne.agent.collect.Reading;
import io.nocturne.agent.send.BatchSender.LayoutForm;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.json.WireNumbers;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes a batch as the JSON of an [io.nocturne.model.sample.IngestRequest], straight into bytes: this is
/// the one message that an agent sends all its life.
///
/// **Threads** - confined to "send".
final class IngestWriter {

    private static final int FIRST_BYTES = 8 << 10;

    private final JsonFactory factory = WireJson.factory();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);
    private final long intervalMillis;

    IngestWriter(Duration interval) {
        this.intervalMillis = interval.toMillis();
    }

    byte[] write(OutboundBatch batch, LayoutForm form) {
        bytes.reset();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeNumberProperty("sequence", batch.sequence());
            switch (form) {
                case WHOLE -> layout(json, batch);
                case BY_ID ->
                    json.writeStringProperty("layoutId", batch.layout().id());
            }
            json.writeNumberProperty("intervalMillis", intervalMillis);
            json.writeArrayPropertyStart("snapshots");
            for (Reading reading : batch.readings()) {
                snapshot(json, reading);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void layout(JsonGenerator json, OutboundBatch batch) {
        json.writeObjectPropertyStart("layout");
        json.writeArrayPropertyStart("series");
        for (SeriesKey key : batch.layout().layout().series()) {
            json.writeStartObject();
            json.writeStringProperty("metric", key.metric());
            json.writeObjectPropertyStart("attributes");
            key.attributes().forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void snapshot(JsonGenerator json, Reading reading) {
        json.writeStartObject();
        json.writeStringProperty("time", reading.time().toString());
        json.writeArrayPropertyStart("values");
        SampleValues values = reading.values();
        for (int i = 0; i < values.size(); i++) {
            if (values.isPresent(i)) {
                WireNumbers.write(json, values.get(i));
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
