/// How a running agent stands, as another process can ask: a small file in the state folder.
///
/// **In** - what the running agent writes every few seconds. **Out** - a judgement and a table for a person, or
/// JSON for a program. Needs no server.
@NullMarked
package io.nocturne.agent.status;

import org.jspecify.annotations.NullMarked;
