/// Linux: the kernel's own files under `/proc` and `/sys`, read and parsed without leaving garbage behind.
///
/// **In** - bytes of kernel files under a root that a test can move. **Out** -
/// [io.nocturne.agent.collect.Collector]s.
@NullMarked
package io.nocturne.agent.collect.linux;

import org.jspecify.annotations.NullMarked;
