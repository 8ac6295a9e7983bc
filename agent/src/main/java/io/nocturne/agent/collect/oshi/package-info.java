/// Everything but Linux - Windows, macOS, the BSDs, Solaris, AIX - read through the OSHI library.
///
/// **In** - OSHI's objects, made once and brought up to date at each reading. **Out** - the same series as
/// `collect.linux` has, without those that a system cannot give: they are absent, and docs/metrics.md says
/// which.
/// **Neighbors** - only the agent's wiring knows this package; on Linux none of its classes is loaded.
@NullMarked
package io.nocturne.agent.collect.oshi;

import org.jspecify.annotations.NullMarked;
