package io.nocturne.console.theme;

/// The drawing of one state in a box of 14 x 14: the shape, and the mark upon it (may be empty).
record GlyphPaths(String shape, String mark) {

    private static final String RING = "M7 4A3 3 0 1 1 7 10A3 3 0 1 1 7 4Z";
    private static final String CIRCLE = "M7 1.5A5.5 5.5 0 1 1 7 12.5A5.5 5.5 0 1 1 7 1.5Z";
    private static final String TRIANGLE =
            "M6.13 1.5a1 1 0 0 1 1.74 0l5.4 9.8a1 1 0 0 1-.87 1.5H1.6a1 1 0 0 1-.87-1.5Z";
    private static final String TRIANGLE_OUTLINE = "M7 2L12.6 12.1H1.4Z";
    private static final String SQUARE = "M2 .5h10a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5h-10"
            + "a1.5 1.5 0 0 1-1.5-1.5v-10a1.5 1.5 0 0 1 1.5-1.5Z";
    private static final String SQUARE_OUTLINE =
            "M2.5 1.5h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-9" + "a1 1 0 0 1 1-1Z";
    private static final String DIAMOND = "M7 0L14 7L7 14L0 7Z";
    private static final String EXCLAMATION = "M6.3 5h1.4l-.2 4h-1ZM7 9.8a.8 .8 0 1 1 0 1.6a.8 .8 0 1 1 0-1.6Z";
    private static final String CROSS = "M4.5 4.5L9.5 9.5M9.5 4.5L4.5 9.5";
    private static final String QUESTION = "M5.3 5.6a1.75 1.6 0 1 1 2.6 1.4c-.6 .35-.9 .6-.9 1.3M7 10.2v.1";
    private static final String HANDS = "M7 4v3.2l2 1.4";
    private static final String STOP = "M4.75 4.75h4.5v4.5h-4.5Z";
    private static final String OPEN_RING = "M4.3 3.1A5 5 0 1 0 9.7 3.1";
    private static final String BAR = "M7 1.2v5.6";
    private static final String CRESCENT = "M5.4 1.4A5.8 5.8 0 1 0 12.6 8.6A5.1 5.1 0 0 1 5.4 1.4Z";
    private static final String CHECK = "M4.2 7.2l2 2l3.8-4.2";
    private static final String LOW_CHECK = "M4.9 9.2l1.5 1.5l2.7-3.1";

    static GlyphPaths of(GlyphState state) {
        return switch (state) {
            case OK -> new GlyphPaths(RING, "");
            case WARNING -> new GlyphPaths(TRIANGLE, EXCLAMATION);
            case CRITICAL -> new GlyphPaths(SQUARE, CROSS);
            case UNKNOWN -> new GlyphPaths(DIAMOND, QUESTION);
            case STALE -> new GlyphPaths(CIRCLE, HANDS);
            case STOPPED -> new GlyphPaths(CIRCLE, STOP);
            case SHUT_DOWN -> new GlyphPaths(OPEN_RING, BAR);
            case ASLEEP -> new GlyphPaths(CRESCENT, "");
            case OWNED_WARNING -> new GlyphPaths(TRIANGLE_OUTLINE, LOW_CHECK);
            case OWNED_CRITICAL -> new GlyphPaths(SQUARE_OUTLINE, CHECK);
            case PENDING -> new GlyphPaths(TRIANGLE_OUTLINE, "");
            case RESOLVED -> new GlyphPaths(CIRCLE, CHECK);
        };
    }
}
