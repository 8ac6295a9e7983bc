/// Measurements of the real programs, under load, faults and attacks; not tests, and started by the launcher's `bench`.
///
/// **In** - the built server and, for PostgreSQL, its binaries. **Out** - a table, and one JSON object
/// on the last line.
@NullMarked
package io.nocturne.bench;

import org.jspecify.annotations.NullMarked;
