/// The agent: reads a host's resources and reports them to the server, or prints them.
///
/// **In** - a command line. **Out** - deliveries, text, an exit code.
/// **Neighbors** - sees every package below; [io.nocturne.agent.AgentWiring] reads like their table of
/// contents.
@NullMarked
package io.nocturne.agent;

import org.jspecify.annotations.NullMarked;
