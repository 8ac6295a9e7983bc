/// Samples in the database: the store's life over its rooms, along the way of a sample. A room uses only those
/// below it: `read` > `rollup` > `journal` > `chunk`.
@NullMarked
package io.nocturne.server.series.store;

import org.jspecify.annotations.NullMarked;
