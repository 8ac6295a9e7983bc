package io.nocturne.agent.buffer;

import io.nocturne.agent.collect.Reading;
import io.nocturne.agent.testing.Readings;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.sample.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Batches for tests of what sends them.
public final class Batches {

    private static final int LARGE = 1 << 20;

    private Batches() {}

    /// A batch of readings of one layout, as a buffer makes it.
    public static OutboundBatch of(long sequence, Reading... readings) {
        EncodedLayout layout = EncodedLayout.of(readings[0].layout());
        OutboundBatch.Builder batch =
                new OutboundBatch.Builder(sequence, readings[0].time().toEpochMilli(), layout, readings.length, LARGE);
        for (int i = 0; i < readings.length; i++) {
            byte[] json = new SnapshotWriter().snapshot(readings[i].snapshot());
            batch.add(sequence + i, layout, json, 0, json.length);
        }
        return batch.build();
    }

    /// The snapshots of a batch as they are sent.
    public static String text(OutboundBatch batch) {
        return new String(batch.snapshots(), StandardCharsets.UTF_8);
    }

    /// The readings of a batch of [Readings#LAYOUT].
    public static List<Reading> readings(OutboundBatch batch) {
        return Arrays.stream(WireJson.mapper().readValue('[' + text(batch) + ']', Snapshot[].class))
                .map(snapshot -> new Reading(Readings.LAYOUT, snapshot))
                .toList();
    }

    /// What a batch of these readings has to say.
    public static String text(List<Reading> readings) {
        return text(of(1, readings.toArray(Reading[]::new)));
    }
}
