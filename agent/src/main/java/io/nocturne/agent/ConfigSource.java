package io.nocturne.agent;

import io.nocturne.agent.config.AgentConfig;
import io.nocturne.agent.config.ConfigException;

/// Flags, environment and file of one command line, which can be read again.
@FunctionalInterface
interface ConfigSource {

    AgentConfig read() throws ConfigException;
}
