package io.nocturne.agent;

import io.nocturne.agent.buffer.OutboundBuffer;
import io.nocturne.agent.buffer.SequenceNumbers;
import io.nocturne.agent.collect.CollectLoop;
import io.nocturne.agent.collect.CollectSchedule;
import io.nocturne.agent.collect.CycleTimes;
import io.nocturne.agent.collect.HostLife;
import io.nocturne.agent.collect.HostReader;
import io.nocturne.agent.collect.Inventory;
import io.nocturne.agent.collect.Machine;
import io.nocturne.agent.config.AgentConfig;
import io.nocturne.agent.config.ConfigException;
import io.nocturne.agent.event.BootMemory;
import io.nocturne.agent.event.EventJournal;
import io.nocturne.agent.event.LifeWatch;
import io.nocturne.agent.send.Backoff;
import io.nocturne.agent.send.DeliveryLoop;
import io.nocturne.agent.send.DeliveryWay;
import io.nocturne.agent.send.HttpBatchSender;
import io.nocturne.agent.send.HttpEventSender;
import io.nocturne.agent.state.StateDirectory;
import io.nocturne.agent.status.StatusFile;
import io.nocturne.model.fleet.AgentEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Puts the agent that runs together: what stays as long as it runs, and what a new configuration replaces.
final class RunWiring {

    private final AgentWiring wiring;
    private final Clock clock;
    private final StateDirectory state;

    RunWiring(AgentWiring wiring, Clock clock, StateDirectory state) {
        this.wiring = wiring;
        this.clock = clock;
        this.state = state;
    }

    /// Starts an agent: readings into the buffer, the buffer to the server.
    RunningAgent start(AgentConfig config, Optional<Path> pidFile) throws ConfigException, IOException {
        Machine machine = wiring.machine(config.selection());
        HostReader reader = new HostReader(machine.collectors(), clock);
        AgentParts parts = parts(config, Optional.of(reader));
        HostLife life = machine.life();
        EventJournal journal = EventJournal.open(state, clock);
        greet(journal, machine.inventory(), life);
        OutboundBuffer buffer =
                OutboundBuffer.open(config.buffer(), SequenceNumbers.open(state, clock), clock, System::nanoTime);
        LifeWatch watch = new LifeWatch(
                journal, clock, System::nanoTime, life, () -> buffer.state().dropped());
        CollectLoop collecting = new CollectLoop(
                parts.schedule(),
                reader,
                clock,
                reading -> {
                    buffer.offer(reading);
                    watch.look();
                },
                new CycleTimes(System::nanoTime));
        StatusTeller teller =
                new StatusTeller(new StatusFile(state, clock), parts, buffer, journal, clock, System::nanoTime);
        DeliveryLoop delivering = new DeliveryLoop(buffer, parts.way(), journal, teller, clock, System::nanoTime);
        RunningAgent agent = new RunningAgent(
                new RunningAgent.Core(collecting, buffer, delivering, journal, life, teller), parts.door(), pidFile);
        agent.start();
        return agent;
    }

    /// What follows from another configuration of an agent that runs.
    AgentParts parts(AgentConfig config, boolean isReaderNew) throws ConfigException {
        return parts(
                config,
                isReaderNew
                        ? Optional.of(new HostReader(
                                wiring.machine(config.selection()).collectors(), clock))
                        : Optional.empty());
    }

    private AgentParts parts(AgentConfig config, Optional<HostReader> reader) throws ConfigException {
        AgentWiring.Contact contact = wiring.contact(config, state);
        return new AgentParts(
                config,
                new CollectSchedule(config.interval()),
                reader,
                contact.door(),
                contact.enrollment(),
                DeliveryWay.of(
                        new HttpBatchSender(contact.door(), contact.enrollment(), config.interval(), clock),
                        new HttpEventSender(contact.door(), contact.enrollment()),
                        () -> new Backoff(config.retryAttempts(), RandomGenerator.getDefault()),
                        contact.door()::close));
    }

    private void greet(EventJournal journal, Inventory host, HostLife life) {
        if (new BootMemory(state).isOther(life.bootId())) {
            journal.add(AgentEvent.Type.REBOOTED, "the host was restarted since the agent last ran");
        }
        journal.add(
                AgentEvent.Type.STARTED,
                "agent %s on %s %s"
                        .formatted(
                                AgentWiring.version(),
                                host.osName() == null ? System.getProperty("os.name") : host.osName(),
                                host.osVersion() == null ? "" : host.osVersion())
                        .strip());
    }
}
