package io.nocturne.model.sample;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One delivery of an agent: snapshots of one layout.
///
/// **Shape** - 1 to [#MAX_SNAPSHOTS] snapshots with [#MAX_VALUES] values in all; `sequence`, at most
/// [#MAX_SEQUENCE], is the number of the first one, the following ones count up by one. An agent never
/// uses a number twice and never goes back; it may leave gaps. Exactly one of `layout` and `layoutId` is
/// given. `intervalMillis` is the agent's present collection interval, so that the server can tell a
/// late snapshot from a missing one. `sentAt` is the agent's clock when it sent this, within the years
/// 1970 to 9999; the server compares it with its own.
/// **Errors** - [IllegalArgumentException] naming the field that is wrong.
public record IngestRequest(
        long sequence,
        @Nullable Layout layout,
        @Nullable String layoutId,
        @Nullable Long intervalMillis,
        List<Snapshot> snapshots,
        @Nullable Instant sentAt) {

    public static final int MAX_SNAPSHOTS = 1_000;

    /// Of all snapshots together: 16 MB as doubles, however few bytes they came in.
    public static final int MAX_VALUES = 2_000_000;

    public static final long MAX_INTERVAL_MILLIS = 3_600_000;

    /// Leaves as many numbers again, so that nothing that counts on from one is ever at the end of them.
    public static final long MAX_SEQUENCE = 1L << 62;

    private static final Instant LAST_SENT_AT = Instant.parse("9999-12-31T23:59:59.999Z");

    public IngestRequest {
        if (sequence < 1 || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("sequence must be 1 to %d, is %d".formatted(MAX_SEQUENCE, sequence));
        }
        if ((layout == null) == (layoutId == null)) {
            throw new IllegalArgumentException("exactly one of layout and layoutId must be given");
        }
        if (intervalMillis != null && (intervalMillis < 1 || intervalMillis > MAX_INTERVAL_MILLIS)) {
            throw new IllegalArgumentException(
                    "intervalMillis must be 1 to %d, is %d".formatted(MAX_INTERVAL_MILLIS, intervalMillis));
        }
        if (snapshots == null || snapshots.isEmpty() || snapshots.size() > MAX_SNAPSHOTS) {
            throw new IllegalArgumentException("snapshots must have 1 to %d entries, has %d"
                    .formatted(MAX_SNAPSHOTS, snapshots == null ? 0 : snapshots.size()));
        }
        if (sentAt != null && (sentAt.isBefore(Instant.EPOCH) || sentAt.isAfter(LAST_SENT_AT))) {
            throw new IllegalArgumentException("sentAt must be within 1970 to 9999, is " + sentAt);
        }
        snapshots = List.copyOf(snapshots);
    }

    /// A delivery that does not say when it was sent.
    public IngestRequest(
            long sequence,
            @Nullable Layout layout,
            @Nullable String layoutId,
            @Nullable Long intervalMillis,
            List<Snapshot> snapshots) {
        this(sequence, layout, layoutId, intervalMillis, snapshots, null);
    }
}
