package io.nocturne.agent;

import io.nocturne.agent.collect.HostReader;
import io.nocturne.agent.collect.Machine;
import io.nocturne.agent.collect.Selection;
import io.nocturne.agent.collect.linux.LinuxMachine;
import io.nocturne.agent.collect.linux.Privileges;
import io.nocturne.agent.collect.oshi.OshiMachine;
import io.nocturne.agent.config.AgentConfig;
import io.nocturne.agent.config.ConfigException;
import io.nocturne.agent.footprint.Footprint;
import io.nocturne.agent.link.CredentialFile;
import io.nocturne.agent.link.Enrollment;
import io.nocturne.agent.link.EnrollmentToken;
import io.nocturne.agent.link.Failures;
import io.nocturne.agent.link.HostIdentity;
import io.nocturne.agent.link.ServerDoor;
import io.nocturne.agent.link.Timeouts;
import io.nocturne.agent.log.AgentLogs;
import io.nocturne.agent.state.StateDirectory;
import io.nocturne.agent.status.StatusCommand;
import io.nocturne.agent.trust.CaSource;
import io.nocturne.agent.watch.Terminal;
import io.nocturne.agent.watch.WatchScreen;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the agent together: the one place that knows every part, the real clock and the real machine.
final class AgentWiring {

    private static final Logger log = LoggerFactory.getLogger(AgentWiring.class);

    private final Clock clock = Clock.systemUTC();

    /// The operating system under us. An agent in a container reads the host whose `/` is mounted where the
    /// property `nocturne.host-root` says.
    Machine machine(Selection selection) {
        return System.getProperty("os.name").startsWith("Linux")
                ? new LinuxMachine(Path.of(System.getProperty("nocturne.host-root", "/")), System::nanoTime, selection)
                : OtherSystems.machine(selection);
    }

    /// Nocturne's data folder where the configuration says nothing: as the launcher decided, else `data`
    /// here.
    Path dataDir(Map<String, String> environment) {
        String launched = System.getProperty("nocturne.data", environment.getOrDefault("NOCTURNE_DATA", ""));
        return Path.of(launched.isBlank() ? "data" : launched).toAbsolutePath();
    }

    /// Starts an agent, which listens to signals from then on.
    RunningAgent start(ConfigSource source, Optional<Path> pidFile) throws ConfigException, IOException {
        AgentConfig config = source.read();
        AgentLogs.use(config.logLevel());
        StateDirectory state = state(config);
        if (!state.lock()) {
            throw new IOException(
                    "another agent runs with state_dir %s; give this one its own".formatted(config.stateDir()));
        }
        RunWiring run = new RunWiring(this, clock, state);
        RunningAgent agent = run.start(config, pidFile);
        ProcessSignals.on(ProcessSignals.RELOAD, new ConfigReload(source, config, run::parts, agent));
        ProcessSignals.on(ProcessSignals.SLEEP, agent::sayGoodNight);
        new Privileges(Path.of("/proc/self")).remark().ifPresent(log::info);
        log.info(
                "agent {} reads this host every {} s for {}",
                version(),
                config.interval().toSeconds(),
                config.serverUrl());
        return agent;
    }

    /// Tells how the agent with a state folder stands.
    StatusCommand status(Path stateDir, PrintStream out) {
        return new StatusCommand(
                stateDir,
                clock,
                pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent(),
                out);
    }

    /// Ends the agent in good order when the process is told to end, and the process then with code 0: the
    /// platform's own code would say that it was killed.
    void stopOnTermination(RunningAgent agent) {
        Runtime runtime = Runtime.getRuntime();
        runtime.addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            if (agent.isRunning()) {
                agent.close();
                runtime.halt(0);
            }
        }));
    }

    /// Makes this host known to the server, once.
    void enroll(AgentConfig config) throws ConfigException, IOException {
        Contact contact = contact(config, state(config));
        contact.token.check();
        try {
            contact.enrollment.enroll(contact.door.open());
        } catch (IOException e) {
            throw new IOException("not enrolled: " + Failures.describe(e), e);
        }
    }

    Printing printing(AgentConfig config, Machine machine, PrintStream out) {
        String host = config.hostName()
                .or(() -> Optional.ofNullable(machine.inventory().hostName()))
                .orElse("localhost");
        HostReader reader = new HostReader(machine.collectors(), clock);
        return new Printing(host, reader, clock, AgentWiring::pause, out);
    }

    /// The screen, which gets its terminal back however the process ends.
    WatchScreen screen(Map<String, String> environment, PrintStream out) {
        boolean isConsole = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        WatchScreen screen = new WatchScreen(
                Terminal.ofOutput(System.getProperty("os.name"), environment, isConsole), environment, out);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("screen").unstarted(screen::close));
        return screen;
    }

    static String version() {
        return Objects.requireNonNullElse(AgentWiring.class.getPackage().getImplementationVersion(), "development");
    }

    /// How to reach the server, after everything that can never work was found.
    Contact contact(AgentConfig config, StateDirectory state) throws ConfigException {
        Timeouts timeouts = Timeouts.USUAL;
        CaSource trust = new CaSource(config, state, timeouts.connect());
        CredentialFile credentials = new CredentialFile(state);
        EnrollmentToken token = new EnrollmentToken(config);
        trust.check();
        if (credentials
                .read()
                .filter(known -> known.isForHost(config.serverHost()))
                .isEmpty()) {
            token.check();
        }
        HostIdentity identity = new HostIdentity(config, state, version());
        Enrollment enrollment = new Enrollment(
                credentials,
                token,
                () -> identity.describe(machine(config.selection()).inventory()));
        return new Contact(new ServerDoor(config, trust, timeouts, clock), enrollment, token);
    }

    private static StateDirectory state(AgentConfig config) throws ConfigException {
        try {
            return StateDirectory.open(config.stateDir());
        } catch (IOException e) {
            throw new ConfigException("state_dir %s cannot be used: %s".formatted(config.stateDir(), e.toString()));
        }
    }

    /// Keeps this process small as long as it runs: once now, before the rest of the start, and again on a
    /// thread of its own.
    void keepSmall() {
        Footprint footprint = new Footprint(AgentWiring::pause);
        if (footprint.letGo() >= 0) {
            Thread.ofPlatform().name("footprint").daemon().start(footprint);
        }
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /// Apart, so that a Linux agent loads no class of the library that reads the others; its own image does
    /// not have them.
    private static final class OtherSystems {

        static Machine machine(Selection selection) {
            return new OshiMachine(System::nanoTime, selection);
        }
    }

    /// The way to the server.
    record Contact(ServerDoor door, Enrollment enrollment, EnrollmentToken token) {}
}
