package io.nocturne.agent;

import io.nocturne.agent.collect.CollectSchedule;
import io.nocturne.agent.collect.HostReader;
import io.nocturne.agent.config.AgentConfig;
import io.nocturne.agent.config.ConfigException;
import io.nocturne.agent.link.Enrollment;
import io.nocturne.agent.link.ServerDoor;
import io.nocturne.agent.send.DeliveryWay;
import java.util.Optional;

/// What of a running agent follows from its configuration and is replaced with it, all at once.
///
/// **Absent** - `reader` when the one before reads the same.
record AgentParts(
        AgentConfig config,
        CollectSchedule schedule,
        Optional<HostReader> reader,
        ServerDoor door,
        Enrollment enrollment,
        DeliveryWay way) {

    /// Makes parts, or says why the configuration cannot work.
    @FunctionalInterface
    interface Maker {

        /// **Shape** - `isReaderNew` says whether another reader is needed.
        AgentParts make(AgentConfig config, boolean isReaderNew) throws ConfigException;
    }
}
