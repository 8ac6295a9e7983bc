package io.nocturne.agent.log;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/// Lets each class of the library that reads the machine complain once: what it cannot read it says again at
/// each reading, and the agent itself says which metrics are absent.
///
/// **Threads** - safe for all.
final class OncePerLibraryClass implements Filter {

    private static final String LIBRARY = "oshi.";

    /// The library has fewer classes that log.
    private static final int MAX_CLASSES = 500;

    private final Set<String> heard = ConcurrentHashMap.newKeySet();

    @Override
    public boolean isLoggable(LogRecord event) {
        String logger = event.getLoggerName();
        if (logger == null || !logger.startsWith(LIBRARY)) {
            return true;
        }
        return heard.size() < MAX_CLASSES && heard.add(logger);
    }
}
