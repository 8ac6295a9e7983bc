package io.nocturne.server.series;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.Resolution;
import io.nocturne.server.platform.web.ProblemException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Writes a range answer as its series come, so that its length costs no memory.
///
/// **Shape** - byte for byte what the mapper makes of a [io.nocturne.model.series.RangeResult]; a test holds the two
/// together. A point with a value that JSON has no number for is left out. A writer that is not finished leaves an
/// answer that is no JSON: nobody takes it for a short one.
/// **Errors** - [ProblemException] beyond the limits; `JacksonIOException` when the client has left.
/// **Threads** - confined to the caller's.
final class AnswerWriter {

    static final int MAX_SERIES = 2_000;
    static final long MAX_POINTS = 2_000_000;

    private final JsonGenerator json;
    private final TimeText times = new TimeText();
    private int series;
    private long points;

    AnswerWriter(JsonMapper mapper, OutputStream out) {
        this.json = mapper.createGenerator(out);
    }

    void begin(Instant serverTime, StepPlan plan) {
        json.writeStartObject();
        json.writeStringProperty("serverTime", serverTime.toString());
        json.writeStringProperty("from", plan.range().from().toString());
        json.writeStringProperty("to", plan.range().to().toString());
        json.writeStringProperty("resolution", wireName(plan.resolution()));
        json.writeNumberProperty("stepMillis", plan.stepMillis());
        json.writeArrayPropertyStart("series");
    }

    /// **Absent** - `hostId` of a series that was made of several hosts' series.
    void series(@Nullable UUID hostId, SeriesKey key, Points curve) {
        series++;
        points += curve.size();
        if (series > MAX_SERIES || points > MAX_POINTS) {
            throw ProblemException.invalid(
                    "the answer has more than %d series or %d points; name fewer hosts or attributes, or fewer points"
                            .formatted(MAX_SERIES, MAX_POINTS));
        }
        json.writeStartObject();
        if (hostId != null) {
            json.writeStringProperty("hostId", hostId.toString());
        }
        json.writeStringProperty("metric", key.metric());
        json.writeObjectPropertyStart("attributes");
        key.attributes().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeArrayPropertyStart("points");
        for (int i = 0; i < curve.size(); i++) {
            point(curve, i);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /// Ends the answer; only now is it whole.
    void finish() {
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }

    private void point(Points curve, int index) {
        if (!Double.isFinite(curve.min(index))
                || !Double.isFinite(curve.avg(index))
                || !Double.isFinite(curve.max(index))) {
            return;
        }
        json.writeStartObject();
        json.writeName("time");
        json.writeString(times.text(), 0, times.write(curve.timeMillis(index)));
        json.writeNumberProperty("min", curve.min(index));
        json.writeNumberProperty("avg", curve.avg(index));
        json.writeNumberProperty("max", curve.max(index));
        json.writeNumberProperty("count", curve.count(index));
        json.writeEndObject();
    }

    private static String wireName(Resolution resolution) {
        return switch (resolution) {
            case RAW -> "raw";
            case ONE_MINUTE -> "1m";
            case ONE_HOUR -> "1h";
        };
    }
}
