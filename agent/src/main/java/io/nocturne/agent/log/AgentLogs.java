package io.nocturne.agent.log;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/// Sends the agent's own lines to standard error, and of everything else only warnings.
public final class AgentLogs {

    private static final String MANAGER = "java.util.logging.manager";

    private AgentLogs() {}

    /// Sets the log up; must run before anything logs. A manager that was chosen on the command line stands.
    public static void start(boolean verbose) {
        if (System.getProperty(MANAGER) == null) {
            // The name only: touching the class would start the platform's own manager first.
            System.setProperty(MANAGER, LateLogs.class.getName());
        }
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        ConsoleHandler handler = new ConsoleHandler();
        handler.setFormatter(new OneLineFormat());
        handler.setLevel(Level.ALL);
        handler.setFilter(new OncePerLibraryClass());
        root.addHandler(handler);
        use(verbose ? LogLevel.DEBUG : LogLevel.INFO);
    }

    /// Changes how much is said; of everything that is not ours warnings at most.
    public static void use(LogLevel level) {
        Logger root = LogManager.getLogManager().getLogger("");
        root.setLevel(level == LogLevel.ERROR ? Level.SEVERE : Level.WARNING);
        Ours.LOGGER.setLevel(level.level());
    }

    /// Holds the logger, because the platform forgets the level of one that nobody holds; apart from the
    /// outer class, because naming a logger there would start the log system before it was chosen.
    private static final class Ours {

        private static final Logger LOGGER = Logger.getLogger("io.nocturne");
    }
}
