/// What is acknowledged and not in chunks yet: on disk as the journal, in memory as the head, with the numbers that
/// tell what came before.
@NullMarked
package io.nocturne.server.series.store.journal;

import org.jspecify.annotations.NullMarked;
