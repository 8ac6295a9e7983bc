/// What happened to the agent or its host that no sample tells: found, kept over a restart, handed to `send`.
///
/// **In** - instants at each reading, the start and the end of the agent. **Out** - events, oldest first, until
/// they are confirmed. **Neighbors** - `send` delivers them; `collect` is asked how the host lives.
@NullMarked
package io.nocturne.agent.event;

import org.jspecify.annotations.NullMarked;
