/// Answers from head, chunks and rollups as one.
@NullMarked
package io.nocturne.server.series.store.read;

import org.jspecify.annotations.NullMarked;
