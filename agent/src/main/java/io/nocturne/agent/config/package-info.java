/// What the operator decides: every key of agent.yml, which is also a flag and an environment variable.
///
/// **In** - a file, the environment, flags. **Out** - one validated [AgentConfig], or every problem with its
/// place.
@NullMarked
package io.nocturne.agent.config;

import org.jspecify.annotations.NullMarked;
