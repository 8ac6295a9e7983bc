package io.nocturne.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.ingest.Arrival;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.ingest.Position;
import io.nocturne.server.ingest.StreamEntry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FanOutTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final KnownLayout LAYOUT = KnownLayout.of(new Layout(List.of(SeriesKey.of("m"))));
    /// What a snapshot of one value weighs.
    private static final int WEIGHT = 51;

    @Test
    void handsOutInOrder() throws InterruptedException {
        FanOut fanOut = new FanOut(WEIGHT * 10);
        fanOut.offer(accepted(1, 0));
        fanOut.offer(accepted(2, 5));

        assertThat(fanOut.take().samples()).extracting(FanOut.Fresh::time).containsExactly(START, START.plusSeconds(5));
    }

    @Test
    void whatFindsNoRoomIsCountedForItsHost() throws InterruptedException {
        FanOut fanOut = new FanOut(WEIGHT * 10);
        for (int i = 0; i < 100; i++) {
            fanOut.offer(accepted(i % 2, i));
        }

        FanOut.Batch batch = fanOut.take();
        assertThat(batch.samples()).hasSize(10);
        assertThat(batch.leftOut())
                .extracting(FanOut.LeftOut::span)
                .containsExactly(
                        new Span(START.plusSeconds(10), START.plusSeconds(98), 45),
                        new Span(START.plusSeconds(11), START.plusSeconds(99), 45));
    }

    /// However many hosts, it costs so much and no more.
    @Test
    void whatFindsNoRoomEvenSoIsCountedInAll() throws InterruptedException {
        FanOut fanOut = new FanOut(0);
        for (int host = 0; host < 25_000; host++) {
            fanOut.offer(accepted(host, host));
        }

        FanOut.Batch batch = fanOut.take();
        assertThat(batch.leftOut()).hasSize(20_000);
        assertThat(batch.beyond()).isEqualTo(new Span(START.plusSeconds(20_000), START.plusSeconds(24_999), 5_000));
    }

    @Test
    void thereIsRoomAgainAfterTaking() throws InterruptedException {
        FanOut fanOut = new FanOut(WEIGHT);
        fanOut.offer(accepted(1, 0));
        fanOut.take();
        fanOut.offer(accepted(1, 5));

        assertThat(fanOut.take().samples()).hasSize(1);
    }

    private static StreamEntry accepted(int host, int offsetSeconds) {
        Snapshot snapshot = new Snapshot(START.plusSeconds(offsetSeconds), SampleValues.of(1.0));
        return new StreamEntry(
                new Position(1, 1, 0),
                new UUID(0, host),
                LAYOUT,
                List.of(new NumberedSnapshot(1, snapshot)),
                new Arrival(snapshot.time(), false));
    }
}
