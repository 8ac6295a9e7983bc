/// Measurements of the shipped agent; not tests, and started by the launcher's `bench`.
///
/// **In** - the built image and the built server. **Out** - a table, and one JSON object on the last line.
@NullMarked
package io.nocturne.bench.agent;

import org.jspecify.annotations.NullMarked;
