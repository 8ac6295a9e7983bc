package io.nocturne.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RepeatedFailureTest {

    private static final String NAME = "io.nocturne.agent.log.test";

    private final java.util.logging.Logger platform = java.util.logging.Logger.getLogger(NAME);
    private final FakeClock clock = new FakeClock();
    private final RepeatedFailure failure = new RepeatedFailure(LoggerFactory.getLogger(NAME), clock);
    private final RecordingHandler lines = new RecordingHandler();

    @BeforeEach
    void listen() {
        platform.setUseParentHandlers(false);
        platform.addHandler(lines);
    }

    @AfterEach
    void stopListening() {
        platform.removeHandler(lines);
    }

    @Test
    void theFirstFailureIsSaidAtOnceAndThenOneLineAMinuteWithTheCount() {
        for (int second = 0; second <= 120; second++) {
            failure.report("cannot reach {}", "the server");
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(lines.messages)
                .containsExactly(
                        "cannot reach the server",
                        "cannot reach the server (60 times since the last such line)",
                        "cannot reach the server (60 times since the last such line)");
    }

    @Test
    void theEndSaysHowLongItLasted() {
        failure.report("away");
        clock.advance(Duration.ofSeconds(42));

        assertThat(failure.over()).hasValue(Duration.ofSeconds(42));
        assertThat(failure.over()).isEmpty();
    }

    @Test
    void afterTheEndTheNextFailureIsSaidAtOnce() {
        failure.report("away");
        failure.over();

        failure.report("away again");

        assertThat(lines.messages).containsExactly("away", "away again");
    }

    @Test
    void aLineHasTheTimeTheLevelAndNoControlCharacters() {
        LogRecord event = new LogRecord(Level.INFO, "enrolled as web\n2026 ERROR forged\u001b[2J");
        event.setInstant(Instant.parse("2026-11-22T10:00:00.5Z"));

        assertThat(new OneLineFormat().format(event))
                .isEqualTo("2026-11-22T10:00:00Z INFO  enrolled as web 2026 ERROR forged [2J\n");
    }

    private static final class RecordingHandler extends Handler {

        private final List<String> messages = new ArrayList<>();

        @Override
        public void publish(LogRecord event) {
            messages.add(event.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
