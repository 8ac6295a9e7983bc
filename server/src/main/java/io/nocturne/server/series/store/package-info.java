/// Samples in the database.
@NullMarked
package io.nocturne.server.series.store;

import org.jspecify.annotations.NullMarked;
