/// When a host is read, what a reading is, and the one abstraction over operating systems.
///
/// **In** - ticks of the schedule. **Out** - a [Reading] for each, handed to a consumer that never blocks.
/// **Neighbors** - `collect.linux` implements [Machine]; `buffer` takes the readings. Knows neither.
@NullMarked
package io.nocturne.agent.collect;

import org.jspecify.annotations.NullMarked;
