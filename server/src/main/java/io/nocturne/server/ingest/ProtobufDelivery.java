package io.nocturne.server.ingest;

import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the `IngestRequest` of `docs/ingest.proto`.
///
/// **Errors** - [IllegalArgumentException] naming the part and what is wrong with it; a fault inside one
/// snapshot is that snapshot's alone.
/// **Threads** - confined to the caller's.
final class ProtobufDelivery {

    private static final int MAX_ID_BYTES = 128;

    private static final Snapshot UNREADABLE = new Snapshot(Instant.EPOCH, SampleValues.of());

    private final List<Snapshot> snapshots = new ArrayList<>();
    private final Map<Integer, String> faults = new HashMap<>();
    private long sequence;
    private @Nullable Layout layout;
    private @Nullable String layoutId;
    private @Nullable Long intervalMillis;
    private @Nullable Instant sentAt;
    private int values;

    private ProtobufDelivery() {}

    static Delivery read(byte[] body) {
        ProtobufDelivery delivery = new ProtobufDelivery();
        ProtobufCursor cursor = new ProtobufCursor(body, 0, body.length);
        while (cursor.next()) {
            delivery.field(cursor);
        }
        return new Delivery(
                new IngestRequest(
                        delivery.sequence,
                        delivery.layout,
                        delivery.layoutId,
                        delivery.intervalMillis,
                        delivery.snapshots,
                        delivery.sentAt),
                delivery.faults);
    }

    private void field(ProtobufCursor cursor) {
        switch (cursor.field()) {
            case 1 -> sequence = cursor.varint();
            case 2 -> layout(cursor);
            case 3 -> layoutId = cursor.text(MAX_ID_BYTES);
            case 4 -> intervalMillis = cursor.varint();
            case 5 -> snapshot(cursor.message());
            case 6 -> sentAt = Instant.ofEpochMilli(cursor.varint());
            default -> cursor.skip();
        }
    }

    private void layout(ProtobufCursor cursor) {
        if (layout != null) {
            throw cursor.fault(cursor.position(), "a second layout");
        }
        layout = ProtobufLayout.read(cursor.message());
    }

    private void snapshot(ProtobufCursor cursor) {
        int index = snapshots.size();
        if (index == IngestRequest.MAX_SNAPSHOTS) {
            throw cursor.fault(
                    cursor.position(), "snapshots must have 1 to %d entries".formatted(IngestRequest.MAX_SNAPSHOTS));
        }
        int start = cursor.position();
        try {
            Snapshot snapshot = ProtobufSnapshot.read(cursor);
            snapshots.add(snapshot);
            values += snapshot.values().size();
        } catch (IllegalArgumentException e) {
            snapshots.add(UNREADABLE);
            faults.put(index, String.valueOf(e.getMessage()));
        }
        if (values > IngestRequest.MAX_VALUES) {
            throw cursor.fault(start, "more than %d values in one request".formatted(IngestRequest.MAX_VALUES));
        }
    }
}
