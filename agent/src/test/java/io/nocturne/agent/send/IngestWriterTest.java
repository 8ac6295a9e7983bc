package io.nocturne.agent.send;

import static io.nocturne.agent.testing.Readings.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.buffer.Batches;
import io.nocturne.agent.buffer.OutboundBatch;
import io.nocturne.agent.collect.Reading;
import io.nocturne.agent.send.BatchSender.LayoutForm;
import io.nocturne.agent.testing.Readings;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestWriterTest {

    private static final Reading ODD = new Reading(
            Readings.LAYOUT,
            new Snapshot(
                    Instant.parse("2026-11-22T10:00:00.123Z"),
                    SampleValues.of(null, 1.5e300),
                    List.of(
                            new ProcessSample(1, "system\"d", "root", 0.02, 123),
                            new ProcessSample(2, "웹", null, null, 1L << 40),
                            new ProcessSample(3, "busy", null, 1.0, 0))));

    private static final Instant SENT_AT = Instant.parse("2026-11-22T10:00:01.5Z");

    private final IngestWriter writer = new IngestWriter(Duration.ofSeconds(5), () -> SENT_AT.plusNanos(1));
    private final OutboundBatch batch = Batches.of(7, number(1), ODD);
    private final List<Snapshot> snapshots = List.of(number(1).snapshot(), ODD.snapshot());

    @Test
    void writesExactlyWhatTheWireFormatSays() {
        IngestRequest whole = new IngestRequest(7, Readings.LAYOUT.layout(), null, 5_000L, snapshots, SENT_AT);

        assertThat(text(LayoutForm.WHOLE)).isEqualTo(WireJson.mapper().writeValueAsString(whole));
    }

    @Test
    void namesAKnownLayoutByItsId() {
        IngestRequest byId = new IngestRequest(7, null, Readings.LAYOUT.id(), 5_000L, snapshots, SENT_AT);

        assertThat(text(LayoutForm.BY_ID)).isEqualTo(WireJson.mapper().writeValueAsString(byId));
    }

    @Test
    void aSecondBatchHasNothingOfTheFirst() {
        text(LayoutForm.WHOLE);

        assertThat(text(LayoutForm.BY_ID)).startsWith("{\"sequence\":7,\"layoutId\"");
    }

    private String text(LayoutForm form) {
        return new String(writer.write(batch, form), StandardCharsets.UTF_8);
    }
}
