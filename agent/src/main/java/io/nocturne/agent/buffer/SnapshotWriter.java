package io.nocturne.agent.buffer;

import io.nocturne.model.json.WireJson;
import io.nocturne.model.json.WireNumbers;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Encodes a snapshot, once, into the bytes in which it is kept and sent: the element of `snapshots` in an
/// [io.nocturne.model.sample.IngestRequest].
///
/// **Threads** - confined to "collect".
final class SnapshotWriter {

    private static final int FIRST_BYTES = 4 << 10;

    private final JsonFactory factory = WireJson.factory();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);

    byte[] snapshot(Snapshot snapshot) {
        return written(json -> {
            json.writeStartObject();
            json.writeStringProperty("time", snapshot.time().toString());
            values(json, snapshot.values());
            processes(json, snapshot.processes());
            json.writeEndObject();
        });
    }

    byte[] layout(Layout layout) {
        return written(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("series");
            for (SeriesKey key : layout.series()) {
                json.writeStartObject();
                json.writeStringProperty("metric", key.metric());
                json.writeObjectPropertyStart("attributes");
                key.attributes().forEach(json::writeStringProperty);
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private byte[] written(Consumer<JsonGenerator> content) {
        bytes.reset();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
            content.accept(json);
        }
        return bytes.toByteArray();
    }

    private static void values(JsonGenerator json, SampleValues values) {
        json.writeArrayPropertyStart("values");
        for (int i = 0; i < values.size(); i++) {
            if (values.isPresent(i)) {
                WireNumbers.write(json, values.get(i));
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }

    private static void processes(JsonGenerator json, List<ProcessSample> processes) {
        if (processes.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("processes");
        for (ProcessSample process : processes) {
            json.writeStartObject();
            json.writeNumberProperty("pid", process.pid());
            json.writeStringProperty("name", process.name());
            text(json, "user", process.user());
            number(json, "cpuUtilization", process.cpuUtilization());
            json.writeNumberProperty("memoryUsage", process.memoryUsage());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, @Nullable Double value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
    }
}
