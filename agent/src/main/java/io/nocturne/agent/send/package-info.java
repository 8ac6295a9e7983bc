/// Delivers what was read: each snapshot until the server says that it has it.
///
/// **In** - batches of the buffer. **Out** - a [SendResult] for each attempt, and the batch confirmed to the
/// buffer once it is delivered. Whoever knows the server decides whether another attempt makes sense; the
/// loop decides when.
@NullMarked
package io.nocturne.agent.send;

import org.jspecify.annotations.NullMarked;
