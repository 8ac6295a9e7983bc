package io.nocturne.agent.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// `2026-11-22T10:00:00Z INFO  enrolled as web-1`: the time in UTC, the level, and what happened.
public final class OneLineFormat extends Formatter {

    @Override
    public String format(LogRecord event) {
        StringBuilder line = new StringBuilder(128)
                .append(event.getInstant().truncatedTo(ChronoUnit.SECONDS))
                .append(' ')
                .append(label(event.getLevel()))
                .append(' ')
                .append(printable(formatMessage(event)))
                .append('\n');
        if (event.getThrown() != null) {
            StringWriter trace = new StringWriter();
            event.getThrown().printStackTrace(new PrintWriter(trace));
            line.append(trace);
        }
        return line.toString();
    }

    private static String label(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARN ";
        }
        return value >= Level.INFO.intValue() ? "INFO " : "DEBUG";
    }

    /// What a server or a device name says must not forge another line or steer a terminal.
    private static String printable(String message) {
        StringBuilder text = new StringBuilder(message.length());
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            text.append(Character.isISOControl(c) ? ' ' : c);
        }
        return text.toString();
    }
}
