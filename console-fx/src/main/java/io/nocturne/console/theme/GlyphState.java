package io.nocturne.console.theme;

/// What a [StateGlyph] says; each state has its own shape, so that it survives without color.
public enum GlyphState {
    /// A ring.
    OK("noc-glyph-ok"),
    /// A triangle with an exclamation mark.
    WARNING("noc-glyph-warning"),
    /// A square with a cross.
    CRITICAL("noc-glyph-critical"),
    /// A diamond with a question mark.
    UNKNOWN("noc-glyph-unknown"),
    /// A dashed clock.
    STALE("noc-glyph-stale"),
    /// A ring around a full square: an agent that was stopped.
    STOPPED("noc-glyph-stopped"),
    /// The sign of a power switch: a host that was shut down.
    SHUT_DOWN("noc-glyph-shut-down"),
    /// A crescent: a host that sleeps.
    ASLEEP("noc-glyph-asleep"),
    /// The outline of a warning with a check.
    OWNED_WARNING("noc-glyph-owned-warning"),
    /// The outline of a critical with a check.
    OWNED_CRITICAL("noc-glyph-owned-critical"),
    /// A dashed triangle.
    PENDING("noc-glyph-pending"),
    /// A circle with a check.
    RESOLVED("noc-glyph-resolved");

    private final String styleClass;

    GlyphState(String styleClass) {
        this.styleClass = styleClass;
    }

    /// The style class that colors the shape.
    String styleClass() {
        return styleClass;
    }
}
