package io.nocturne.agent.watch;

/// One column of a table.
///
/// **Shape** - `rank` says which columns go first when the table is too wide: 0 never does. `width` is the least
/// one, so that a column does not jump with its values; 0 is the column that takes what the others leave.
/// **Absent** - an `isOptional` column is not shown when no row has a value.
record Column(String title, int rank, int width, Side side, boolean isOptional) {

    static Column name(String title) {
        return new Column(title, 0, 0, Side.LEFT, false);
    }

    static Column number(String title, int rank, int width) {
        return new Column(title, rank, width, Side.RIGHT, false);
    }

    Column optional() {
        return new Column(title, rank, width, side, true);
    }

    boolean isName() {
        return width == 0;
    }

    /// The side of the column that its values stand at.
    enum Side {
        LEFT,
        RIGHT
    }
}
