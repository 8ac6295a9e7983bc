/// What was read and is not delivered yet: numbered, in order, bounded.
///
/// **In** - readings of the thread "collect". **Out** - batches for the thread "send", which confirms or
/// releases them.
@NullMarked
package io.nocturne.agent.buffer;

import org.jspecify.annotations.NullMarked;
