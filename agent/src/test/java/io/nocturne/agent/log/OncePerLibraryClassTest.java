package io.nocturne.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class OncePerLibraryClassTest {

    private final OncePerLibraryClass filter = new OncePerLibraryClass();

    @Test
    void theLibraryIsHeardOncePerClass() {
        assertThat(filter.isLoggable(event("oshi.util.FileUtil"))).isTrue();
        assertThat(filter.isLoggable(event("oshi.util.FileUtil"))).isFalse();
        assertThat(filter.isLoggable(event("oshi.SystemInfo"))).isTrue();
    }

    @Test
    void theAgentIsAlwaysHeard() {
        assertThat(filter.isLoggable(event("io.nocturne.agent.send.DeliveryLoop")))
                .isTrue();
        assertThat(filter.isLoggable(event("io.nocturne.agent.send.DeliveryLoop")))
                .isTrue();
        assertThat(filter.isLoggable(new LogRecord(Level.WARNING, "nameless"))).isTrue();
    }

    private static LogRecord event(String logger) {
        LogRecord event = new LogRecord(Level.WARNING, "cannot read");
        event.setLoggerName(logger);
        return event;
    }
}
