package io.nocturne.agent.watch;

import io.nocturne.agent.print.Columns;

/// One line of the picture while it is written: never wider than its limit.
///
/// **Unit** - columns of the terminal; colors take none.
final class Line {

    private final Look look;
    private final int limit;
    private final StringBuilder text = new StringBuilder();
    private int columns;
    private boolean isFull;

    Line(Look look, int limit) {
        this.look = look;
        this.limit = limit;
    }

    int columns() {
        return columns;
    }

    int left() {
        return limit - columns;
    }

    /// Adds a text, cut to what is left of the line.
    Line add(Ink ink, String added) {
        String fitting = look.fit(look.printable(added), left());
        if (!fitting.isEmpty()) {
            text.append(look.paint(ink, fitting));
            columns += Columns.of(fitting);
        }
        return this;
    }

    Line add(String added) {
        return add(Ink.PLAIN, added);
    }

    /// Adds a text with two blanks before it if there is room for all of it: half a number misleads. Once one
    /// did not fit, no later one is added either.
    Line part(String added) {
        String printable = look.printable(added);
        isFull |= Columns.of(printable) + 2 > left();
        return isFull ? this : add("  ").add(printable);
    }

    Line padTo(int column) {
        return add(" ".repeat(Math.clamp((long) column - columns, 0, left())));
    }

    /// Adds a whole line that was made for what is left of this one.
    Line append(Line other) {
        text.append(other.text);
        columns += other.columns;
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
