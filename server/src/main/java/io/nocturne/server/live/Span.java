package io.nocturne.server.live;

import java.time.Instant;

/// How many snapshots were left out, and the times of the oldest and the newest of them.
record Span(Instant first, Instant last, long count) {

    static final Span NONE = new Span(Instant.MAX, Instant.MIN, 0);

    static Span of(Instant time) {
        return new Span(time, time, 1);
    }

    Span and(Span other) {
        return new Span(
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last,
                count + other.count);
    }
}
