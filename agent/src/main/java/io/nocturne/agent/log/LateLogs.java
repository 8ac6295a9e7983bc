package io.nocturne.agent.log;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/// A log that stays open while the process shuts down.
///
/// The platform's own closes its handlers in a shutdown hook that runs beside ours, and would swallow what
/// the agent says of its last delivery.
public final class LateLogs extends LogManager {

    private static final String PROPERTY = "java.util.logging.manager";

    /// Called by the platform.
    public LateLogs() {}

    /// Must run before anything logs; a choice that was made on the command line stands.
    public static void choose() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, LateLogs.class.getName());
        }
    }

    /// Sends the agent's own lines to standard error, and of everything else only warnings.
    public static void toStandardError(boolean verbose) {
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        ConsoleHandler handler = new ConsoleHandler();
        handler.setFormatter(new OneLineFormat());
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.WARNING);
        Ours.LOGGER.setLevel(verbose ? Level.FINE : Level.INFO);
    }

    @Override
    public void reset() {
        // Nothing: see the type's description.
    }

    /// Holds the logger, because the platform forgets the level of one that nobody holds; apart from the
    /// outer class, because naming a logger there would start the log system before it was chosen.
    private static final class Ours {

        private static final Logger LOGGER = Logger.getLogger("io.nocturne");
    }
}
