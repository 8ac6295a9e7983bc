package io.nocturne.agent;

import io.nocturne.agent.log.AgentLogs;
import java.io.PrintStream;
import java.util.Map;

/// The program.
public final class AgentMain {

    private AgentMain() {}

    /// Runs a command line and ends the process with its exit code.
    public static void main(String[] arguments) {
        AgentLogs.start(System.getProperty("nocturne.debug") != null);
        new AgentWiring().keepSmall();
        System.exit(run(System.getenv(), System.out, System.err, arguments));
    }

    /// Runs a command line: 0 is well, 1 is a failure, 2 is a wrong command line or configuration.
    static int run(Map<String, String> environment, PrintStream out, PrintStream err, String... arguments) {
        return new AgentCommands(environment, new AgentWiring(), out, err).run(arguments);
    }
}
