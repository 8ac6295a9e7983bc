/// What was read and is not delivered yet: encoded, numbered, in order, bounded; on the disk, so that neither
/// a kill nor a server that is away loses it.
///
/// **In** - readings of the thread "collect". **Out** - batches for the thread "send", which confirms or
/// releases them. The format of the files is in docs/decisions/0010.
@NullMarked
package io.nocturne.agent.buffer;

import org.jspecify.annotations.NullMarked;
