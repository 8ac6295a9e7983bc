package io.nocturne.bench.query;

import io.nocturne.bench.query.QueryProbe.Probed;
import java.util.List;

/// The tallies of all kinds in the present stretch; a new stretch begins with new ones.
///
/// **Threads** - safe.
final class QueryTallies {

    private final List<Probed> kinds;
    private volatile List<QueryTally> present;

    QueryTallies(List<Probed> kinds) {
        this.kinds = List.copyOf(kinds);
        this.present = fresh();
    }

    List<Probed> kinds() {
        return kinds;
    }

    QueryTally of(int kind) {
        return present.get(kind);
    }

    /// Answers those of the stretch that ends.
    List<QueryTally> next() {
        List<QueryTally> ended = present;
        present = fresh();
        return ended;
    }

    private List<QueryTally> fresh() {
        return kinds.stream().map(kind -> new QueryTally()).toList();
    }
}
