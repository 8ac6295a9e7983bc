/// Keeps the agent small: gives back memory that was needed to start and is not needed to run.
///
/// **In** - the list of this process's own mappings. **Out** - fewer resident pages.
@NullMarked
package io.nocturne.agent.footprint;

import org.jspecify.annotations.NullMarked;
