package io.nocturne.agent;

import io.nocturne.agent.config.AgentConfig;
import io.nocturne.agent.config.ConfigChanges;
import io.nocturne.agent.config.ConfigException;
import io.nocturne.agent.log.AgentLogs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the configuration anew while the agent runs.
///
/// **Shape** - everything is made before anything is replaced, so a configuration that cannot work changes
/// nothing. Snapshots, their numbers and what is under way stay.
/// **Threads** - safe; one at a time.
final class ConfigReload implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(ConfigReload.class);

    private final ConfigSource source;
    private final AgentParts.Maker maker;
    private final RunningAgent agent;
    private AgentConfig present;

    ConfigReload(ConfigSource source, AgentConfig present, AgentParts.Maker maker, RunningAgent agent) {
        this.source = source;
        this.present = present;
        this.maker = maker;
        this.agent = agent;
    }

    @Override
    public synchronized void run() {
        try {
            AgentConfig asked = source.read();
            ConfigChanges changes = ConfigChanges.between(present, asked);
            apply(asked.withFoldersOf(present));
            tell(changes);
        } catch (ConfigException e) {
            e.problems().forEach(problem -> log.error("{}", problem));
            log.error("the configuration is not applied; the agent goes on with the one before");
        } catch (RuntimeException e) {
            // The edge of the thread: a defect here must not stop the agent.
            log.error("the configuration is not applied; the agent goes on with the one before", e);
        }
    }

    private void apply(AgentConfig next) throws ConfigException {
        AgentParts parts = maker.make(next, !next.selection().equals(present.selection()));
        agent.use(parts);
        AgentLogs.use(next.logLevel());
        present = next;
    }

    private static void tell(ConfigChanges changes) {
        if (changes.isEmpty()) {
            log.info("the configuration was read anew; nothing is different");
        }
        if (!changes.applied().isEmpty()) {
            log.info("the configuration was read anew and applies: {}", ConfigChanges.names(changes.applied()));
        }
        if (!changes.atEnrollment().isEmpty()) {
            log.info(
                    "{}: the server is told at the next enrollment ('agent enroll')",
                    ConfigChanges.names(changes.atEnrollment()));
        }
        if (!changes.kept().isEmpty()) {
            log.warn("{}: kept as it is until the agent is started anew", ConfigChanges.names(changes.kept()));
        }
    }
}
