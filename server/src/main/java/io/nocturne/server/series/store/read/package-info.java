/// Answers from head, chunks and rollups as one; chunks of the last minutes are kept in memory.
@NullMarked
package io.nocturne.server.series.store.read;

import org.jspecify.annotations.NullMarked;
