package io.nocturne.agent.collect;

import io.nocturne.model.sample.Layout;

/// A layout with its content hash, which is worth computing once only.
///
/// **Threads** - immutable.
public record DeclaredLayout(Layout layout, String id) {

    public static DeclaredLayout of(Layout layout) {
        return new DeclaredLayout(layout, layout.id());
    }
}
