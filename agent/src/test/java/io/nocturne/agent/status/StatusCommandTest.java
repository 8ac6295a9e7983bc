package io.nocturne.agent.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.nocturne.agent.state.StateDirectory;
import io.nocturne.agent.testing.FakeClock;
import io.nocturne.model.json.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StatusCommandTest {

    private static final long PID = 4_711;

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private StateDirectory state;
    private boolean isAlive = true;

    @BeforeEach
    void open() throws IOException {
        state = StateDirectory.open(folder.resolve("state"));
    }

    @Test
    void anAgentThatDeliversIsWell() throws IOException {
        run(acknowledged());

        assertThat(print(StatusFormat.TABLE)).isTrue();

        assertThat(text())
                .containsPattern("state +delivering\n")
                .contains("pid 4711", "number 12", "https://s:8443 (by http://s:8080)", "host-1")
                .contains("until 2026-12-22T10:00:00Z (30 days)", "3 snapshots");
    }

    @Test
    void jsonHasTheStateAndEveryValue() throws IOException {
        run(acknowledged());

        print(StatusFormat.JSON);

        JsonNode json = WireJson.mapper().readTree(text());
        assertThat(json.get("state").asString()).isEqualTo("delivering");
        assertThat(json.get("acknowledgedSequence").asLong()).isEqualTo(12);
        assertThat(json.get("acknowledgedAt").asString()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(json.get("waiting").asInt()).isEqualTo(3);
    }

    @Test
    void anAcknowledgementThatIsTooOldIsNamed() throws IOException {
        AgentStatus.Builder status = acknowledged();
        clock.advance(Duration.ofSeconds(40));
        run(status.put(StatusField.WRITTEN_AT, clock.instant()));
        assertThat(print(StatusFormat.TABLE)).isTrue();

        clock.advance(Duration.ofSeconds(1));
        assertThat(print(StatusFormat.TABLE)).isFalse();

        assertThat(text()).contains("not delivering: the server's last acknowledgement is 41 s old", "within 40 s");
    }

    @Test
    void anAgentThatHasNotDeliveredYetIsNamed() throws IOException {
        run(fresh());

        assertThat(print(StatusFormat.TABLE)).isFalse();

        assertThat(text()).contains("not delivering: the server has acknowledged nothing", "none since the start");
    }

    @Test
    void anOldFileIsNotBelieved() throws IOException {
        run(acknowledged());
        clock.advance(Duration.ofSeconds(61));

        assertThat(print(StatusFormat.TABLE)).isFalse();

        assertThat(text()).contains("has not written its status for 61 s");
    }

    @Test
    void anAgentThatWasKilledIsToldFromOneThatWasStopped() throws IOException {
        file().write(acknowledged().build());
        assertThat(print(StatusFormat.TABLE)).isFalse();
        assertThat(text())
                .contains("not running: it ended without a goodbye, and was last seen at 2026-11-22T10:00:00Z");

        file().write(acknowledged()
                .put(StatusField.STOPPED_AT, clock.instant())
                .put(StatusField.STOP_REASON, "HOST_SHUTDOWN")
                .build());
        assertThat(print(StatusFormat.TABLE)).isFalse();
        assertThat(text()).contains("not running: stopped at 2026-11-22T10:00:00Z (HOST_SHUTDOWN)");
    }

    @Test
    void aProcessThatIsGoneIsNotRunningWhateverTheLockSays() throws IOException {
        run(acknowledged());
        isAlive = false;

        assertThat(print(StatusFormat.TABLE)).isFalse();

        assertThat(text()).contains("not running");
    }

    @Test
    void aFolderThatTellsNothingIsExplained() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> print(StatusFormat.TABLE))
                .withMessageContaining("not running: no agent has written");
        state.lock();
        assertThatIOException()
                .isThrownBy(() -> print(StatusFormat.TABLE))
                .withMessageContaining("has not written its status yet");
        Files.writeString(folder.resolve("state/status.json"), "{\"pid\":");
        assertThatIOException()
                .isThrownBy(() -> print(StatusFormat.TABLE))
                .withMessageContaining("status.json is damaged");
    }

    @Test
    void aFolderThatIsMissingIsNotMade() {
        Path missing = folder.resolve("nothing");

        assertThatIOException()
                .isThrownBy(() -> new StatusCommand(missing, clock, _ -> true, stream()).print(StatusFormat.TABLE))
                .withMessageContaining("does not exist");

        assertThat(missing).doesNotExist();
    }

    @Test
    void whatAServerSaidCannotSteerTheTerminal() throws IOException {
        run(acknowledged().put(StatusField.FAILED_AT, clock.instant()).put(StatusField.FAILURE, "a\u001b[2Jb\nc"));

        print(StatusFormat.TABLE);

        assertThat(text()).contains("a [2Jb c");
    }

    private void run(AgentStatus.Builder status) throws IOException {
        file().write(status.build());
        state.lock();
    }

    private AgentStatus.Builder fresh() {
        return new AgentStatus.Builder()
                .put(StatusField.PID, PID)
                .put(StatusField.AGENT_VERSION, "1.0")
                .put(StatusField.WRITTEN_AT, clock.instant())
                .put(StatusField.INTERVAL_SECONDS, 5)
                .put(StatusField.SERVER_URL, "http://s:8080");
    }

    private AgentStatus.Builder acknowledged() {
        return fresh().put(StatusField.SERVER_ADDRESS, "https://s:8443")
                .put(StatusField.HOST_ID, "host-1")
                .put(StatusField.CERTIFICATE_END, Instant.parse("2026-12-22T10:00:00Z"))
                .put(StatusField.WAITING, 3)
                .put(StatusField.ACKNOWLEDGED_SEQUENCE, 12)
                .put(StatusField.ACKNOWLEDGED_AT, clock.instant());
    }

    private StatusFile file() {
        return new StatusFile(state, clock);
    }

    private boolean print(StatusFormat format) throws IOException {
        return new StatusCommand(folder.resolve("state"), clock, pid -> isAlive && pid == PID, stream()).print(format);
    }

    private PrintStream stream() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
