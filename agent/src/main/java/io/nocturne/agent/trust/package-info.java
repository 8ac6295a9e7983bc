/// Whom the agent believes: one CA that was pinned, never the system's list.
///
/// **In** - the operator's file or fingerprint, or the data folder of a server on the same host. **Out** -
/// certificates.
@NullMarked
package io.nocturne.agent.trust;

import org.jspecify.annotations.NullMarked;
