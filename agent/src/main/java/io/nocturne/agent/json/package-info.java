/// The agent's few small JSON messages, by streaming: no class is bound by reflection, which would cost an
/// agent several megabytes.
///
/// **In** - what the server answered, or a file of the state folder. **Out** - fields by name, or bytes.
@NullMarked
package io.nocturne.agent.json;

import org.jspecify.annotations.NullMarked;
