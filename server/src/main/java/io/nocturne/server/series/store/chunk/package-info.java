/// Chunks of every tier in tables of a period each, and the layouts that tell what their columns are.
@NullMarked
package io.nocturne.server.series.store.chunk;

import org.jspecify.annotations.NullMarked;
