package io.nocturne.agent.watch;

import java.util.List;
import java.util.function.IntFunction;

/// A part of the picture that can be drawn in more lines or in fewer.
///
/// **Shape** - `rank` says what goes first when there is no room for all: 0 stays longest. `lines` is asked
/// with a number from `least` to `most` and answers with at most so many.
record Block(int rank, int least, int most, IntFunction<List<Line>> lines) {

    /// A block of one line.
    static Block of(int rank, Line line) {
        return new Block(rank, 1, 1, _ -> List.of(line));
    }
}
