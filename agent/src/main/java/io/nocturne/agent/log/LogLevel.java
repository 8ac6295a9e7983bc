package io.nocturne.agent.log;

import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

/// How much the agent says.
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG;

    /// The level with this name, in whatever case.
    public static Optional<LogLevel> find(String name) {
        return Stream.of(values())
                .filter(level -> level.text().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /// The name, as the operator writes it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    Level level() {
        return switch (this) {
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
        };
    }
}
