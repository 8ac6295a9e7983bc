package io.nocturne.server.ingest;

import io.nocturne.model.sample.Layout;

/// A layout with its id, which is a hash over all its series: computed when the layout is declared,
/// then carried along.
public record KnownLayout(String id, Layout layout) {

    public static KnownLayout of(Layout layout) {
        return new KnownLayout(layout.id(), layout);
    }

    /// What it takes of the heap, roughly; goes through all its series.
    public long bytes() {
        return JavaBytes.of(layout);
    }
}
