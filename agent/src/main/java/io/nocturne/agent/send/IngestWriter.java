package io.nocturne.agent.send;

import io.nocturne.agent.buffer.OutboundBatch;
import io.nocturne.agent.send.BatchSender.LayoutForm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Puts a delivery together from snapshots that are encoded already: the JSON of an
/// [io.nocturne.model.sample.IngestRequest]. It says when it was written, which is at each attempt.
///
/// **Threads** - stateless.
final class IngestWriter {

    private final byte[] middle;
    private final InstantSource clock;

    IngestWriter(Duration interval, InstantSource clock) {
        this.clock = clock;
        this.middle = utf8(",\"intervalMillis\":%d,\"snapshots\":[".formatted(interval.toMillis()));
    }

    byte[] write(OutboundBatch batch, LayoutForm form) {
        String start = "{\"sequence\":" + batch.sequence();
        byte[] end = utf8("],\"sentAt\":\"%s\"}".formatted(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        return switch (form) {
            case WHOLE -> joined(utf8(start + ",\"layout\":"), batch.layout().json(), middle, batch.snapshots(), end);
            case BY_ID ->
                joined(utf8(start + ",\"layoutId\":\"" + batch.layout().id() + '"'), middle, batch.snapshots(), end);
        };
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] whole = new byte[length];
        int end = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, end, part.length);
            end += part.length;
        }
        return whole;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
