/// A host's readings for a person or a script at a terminal; no server needed.
///
/// **In** - a [io.nocturne.agent.collect.Reading]. **Out** - text.
@NullMarked
package io.nocturne.agent.print;

import org.jspecify.annotations.NullMarked;
