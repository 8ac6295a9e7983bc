package io.nocturne.server.series;

import io.nocturne.model.json.WireJson;
import io.nocturne.model.series.RangeResult;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// What an [AnswerWriter] writes, as text and read back. For tests only.
record WrittenAnswer(String text) {

    static final Instant SERVER_TIME = Instant.parse("2026-11-22T10:00:00.250Z");

    private static final JsonMapper JSON = WireJson.mapper();

    static WrittenAnswer of(StepPlan plan, Consumer<AnswerWriter> series) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AnswerWriter answer = new AnswerWriter(JSON, out);
        answer.begin(SERVER_TIME, plan);
        series.accept(answer);
        answer.finish();
        return new WrittenAnswer(out.toString(StandardCharsets.UTF_8));
    }

    RangeResult read() {
        return JSON.readValue(text, RangeResult.class);
    }

    /// The same answer as the mapper writes it.
    String asMapped() {
        return JSON.writeValueAsString(read());
    }
}
