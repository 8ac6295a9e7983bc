package io.nocturne.server.series.store.rollup;

import java.util.List;

/// Stretches of time, each half-open.
///
/// **Shape** - ascending, without overlap.
public record Spans(List<Span> spans) {

    public Spans {
        spans = List.copyOf(spans);
    }

    /// What of them lies in `[fromMillis, toMillis)`.
    public Spans within(long fromMillis, long toMillis) {
        return new Spans(spans.stream()
                .map(span -> new Span(Math.max(span.fromMillis(), fromMillis), Math.min(span.toMillis(), toMillis)))
                .filter(span -> span.fromMillis() < span.toMillis())
                .toList());
    }

    /// Whether any of them has a time in `[fromMillis, toMillis]`.
    boolean overlap(long fromMillis, long toMillis) {
        return spans.stream().anyMatch(span -> span.fromMillis() <= toMillis && span.toMillis() > fromMillis);
    }

    boolean contains(long timeMillis) {
        for (Span span : spans) {
            if (timeMillis >= span.fromMillis() && timeMillis < span.toMillis()) {
                return true;
            }
        }
        return false;
    }

    /// `[fromMillis, toMillis)`.
    public record Span(long fromMillis, long toMillis) {}
}
