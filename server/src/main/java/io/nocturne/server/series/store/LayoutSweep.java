package io.nocturne.server.series.store;

import io.nocturne.server.series.store.chunk.KeyedRows;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.journal.Head;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes layouts that nothing names any more: no chunk, nothing in the journal or in memory, and no delivery of late.
/// An agent that names one all the same is asked to declare it again.
///
/// What is deleted was found useless twice in turn, so that a query that is at work on the last chunk of it can end.
///
/// **Threads** - confined to the upkeep's: no chunk comes or goes meanwhile.
final class LayoutSweep {

    private static final Logger log = LoggerFactory.getLogger(LayoutSweep.class);

    private static final Duration EVERY = Duration.ofHours(3);
    /// What the journal holds beside the head, of a write whose outcome was not known, is gone after a seal.
    private static final Duration SEALED_WITHIN = LayoutStore.NAMED_FOR.dividedBy(2);

    private final LayoutStore layouts;
    private final KeyedRows rows;
    private final Head head;
    private Instant next;
    private Set<String> suspects = Set.of();

    LayoutSweep(LayoutStore layouts, KeyedRows rows, Head head, Instant now) {
        this.layouts = layouts;
        this.rows = rows;
        this.head = head;
        this.next = now.plus(EVERY);
    }

    /// Does its work if it is time.
    void step(Instant now, @Nullable Instant lastSealedAt) {
        if (now.isBefore(next) || lastSealedAt == null || lastSealedAt.isBefore(now.minus(SEALED_WITHIN))) {
            return;
        }
        next = now.plus(EVERY);
        Set<String> useless = layouts.unnamed();
        if (!useless.isEmpty()) {
            rows.tables().forEach(table -> useless.removeAll(rows.layoutIds(table)));
            useless.removeIf(head::names);
        }
        Set<String> twice = new HashSet<>(useless);
        twice.retainAll(suspects);
        suspects = useless;
        int deleted = twice.isEmpty() ? 0 : layouts.delete(twice);
        if (deleted > 0) {
            log.info("deleted {} layouts that nothing stored names any more", deleted);
        }
    }
}
