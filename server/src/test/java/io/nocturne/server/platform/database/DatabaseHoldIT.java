package io.nocturne.server.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.nocturne.server.TestPostgres;
import io.nocturne.server.platform.config.DatabaseConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
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

    /// As after a pause of its machine: it was silent, and asks again while the next one waits.
    @Test
    void aServerThatOnlyStoodStillForAWhileKeepsIt() {
        try (ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor();
                DatabaseHold paused = DatabaseHold.take(database, why -> {})) {
            await().pollDelay(SOON.plusSeconds(1)).until(() -> true);
            assertThatExceptionOfType(DatabaseInUseException.class)
                    .isThrownBy(() -> DatabaseHold.take(database, SOON, why -> {
                                told.add(why);
                                ScheduledFuture<?> _ =
                                        pulse.scheduleAtFixedRate(paused::look, 0, 200, TimeUnit.MILLISECONDS);
                            })
                            .close());
            assertThat(told).singleElement().asString().contains("waiting up to 5 s");
            pulse.shutdownNow();
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
