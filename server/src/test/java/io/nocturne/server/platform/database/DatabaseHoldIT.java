package io.nocturne.server.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nocturne.server.TestPostgres;
import io.nocturne.server.platform.config.DatabaseConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A server that has stopped, as its lock's connection shows.
class DatabaseHoldIT {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final DatabaseConfig database = TestPostgres.fresh();
    private final List<String> told = new ArrayList<>();

    @Test
    void aServerThatShowsNoSignOfLifeLosesTheDatabaseToTheNext() {
        try (DatabaseHold stopped = DatabaseHold.take(database, why -> {});
                DatabaseHold next = DatabaseHold.take(database, SOON, told::add)) {
            assertThat(next.look()).isTrue();
            assertThat(stopped.look()).as("the stopped one, when it goes on").isFalse();
            assertThat(told).last().asString().contains("no sign of life for", "this server takes it over");
        }
    }

    @Test
    void aServerThatLooksAfterItsLockKeepsIt() {
        try (DatabaseHold alive = DatabaseHold.take(database, why -> {}).watch()) {
            assertThatExceptionOfType(DatabaseInUseException.class)
                    .isThrownBy(() -> DatabaseHold.take(database, Duration.ofSeconds(15), told::add)
                            .close());
            assertThat(told).singleElement().asString().contains("waiting up to 5 s");
            assertThat(alive.look()).isTrue();
        }
    }

    @Test
    void nobodyTakesTheDatabaseFromACommand() {
        try (DatabaseHold command = DatabaseHold.takeForCommand(database)) {
            assertThat(command).isNotNull();
            assertThatExceptionOfType(DatabaseInUseException.class)
                    .isThrownBy(
                            () -> DatabaseHold.take(database, SOON, told::add).close())
                    .withMessageContaining("nocturne command on");
        }
    }
}
