/// The live screen of `agent watch`: one host, drawn again and again to the size of the terminal.
///
/// **In** - reports, the size of the terminal. **Out** - lines for a terminal.
/// **Neighbors** - [io.nocturne.agent.print] gives the reports and writes the values.
@NullMarked
package io.nocturne.agent.watch;

import org.jspecify.annotations.NullMarked;
