package io.nocturne.agent.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nocturne.agent.state.StateDirectory;
import io.nocturne.agent.testing.FakeClock;
import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.AgentEvents;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.model.json.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventJournalTest {

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();

    @Test
    void whatWaitsIsThereAgainAfterARestart() throws IOException {
        EventJournal journal = open();
        journal.add(AgentEvent.Type.STARTED, "agent \"1\" – 가");
        clock.advance(Duration.ofSeconds(1));
        journal.addStopping(StopReason.HOST_SUSPEND);

        assertThat(open().waiting()).isEqualTo(journal.waiting()).hasSize(2);
    }

    @Test
    void theServerCanReadWhatIsSent() throws IOException {
        EventJournal journal = open();
        journal.add(AgentEvent.Type.SNAPSHOTS_LOST, "3 snapshots were dropped unsent");
        journal.addStopping(StopReason.AGENT_STOPPED);

        AgentEvents sent = WireJson.mapper().readValue(EventJson.body(journal.waiting()), AgentEvents.class);

        assertThat(sent.events()).isEqualTo(journal.waiting());
    }

    @Test
    void whatIsConfirmedIsGoneAndWhatCameMeanwhileIsNot() throws IOException {
        EventJournal journal = open();
        journal.add(AgentEvent.Type.STARTED, "first");
        List<AgentEvent> underWay = journal.waiting();
        journal.add(AgentEvent.Type.RESUMED, "second");

        journal.confirm(underWay);

        assertThat(open().waiting()).extracting(AgentEvent::detail).containsExactly("second");
    }

    @Test
    void theOldestGoBeyondAHundredAndAreCounted() throws IOException {
        EventJournal journal = open();
        for (int i = 1; i <= 130; i++) {
            clock.advance(Duration.ofSeconds(1));
            journal.add(AgentEvent.Type.RESUMED, "sleep " + i);
        }

        EventJournal again = open();
        assertThat(again.size()).isEqualTo(100);
        assertThat(again.dropped()).isEqualTo(30);
        assertThat(again.waiting().getFirst().detail()).isEqualTo("sleep 31");
    }

    @Test
    void twoEventsOfOneTypeNeverHaveTheSameTime() throws IOException {
        EventJournal journal = open();
        for (int i = 0; i < 3; i++) {
            journal.add(AgentEvent.Type.CLOCK_STEPPED, "the clock was set");
        }

        assertThat(journal.waiting()).extracting(AgentEvent::time).doesNotHaveDuplicates();
    }

    @Test
    void aDetailThatIsTooLongIsCut() throws IOException {
        EventJournal journal = open();
        journal.add(AgentEvent.Type.STARTED, "x".repeat(1_000));

        assertThat(journal.waiting().getFirst().detail()).hasSize(AgentEvent.MAX_DETAIL);
    }

    @Test
    void aFileThatIsTornAtAnyByteIsSetAsideAndTheJournalGoesOn() throws IOException {
        EventJournal journal = open();
        journal.add(AgentEvent.Type.STARTED, "agent 1");
        journal.addStopping(StopReason.AGENT_STOPPED);
        byte[] whole = Files.readAllBytes(file());
        int needed = new String(whole, StandardCharsets.UTF_8).stripTrailing().length();
        for (int length = 0; length < needed; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));

            EventJournal torn = open();

            assertThat(torn.size()).as("cut at %d", length).isZero();
            assertThat(folder.resolve("events.json.unreadable")).hasSize(length);
            torn.add(AgentEvent.Type.STARTED, "agent 2");
            assertThat(open().size()).as("after a cut at %d", length).isEqualTo(1);
        }
    }

    @Test
    void aFileThatHoldsSomethingElseIsSetAside() throws IOException {
        for (String text : List.of(
                "[]",
                "{\"events\":[{\"time\":\"yesterday\",\"type\":\"STARTED\"}]}",
                "{\"events\":[{\"time\":\"2026-11-22T10:00:00Z\",\"type\":\"EXPLODED\"}]}",
                "{\"events\":[{\"time\":\"2026-11-22T10:00:00Z\",\"type\":\"STOPPING\"}]}",
                "x".repeat(300 << 10))) {
            Files.writeString(file(), text);

            assertThat(open().size()).isZero();
            assertThat(file()).doesNotExist();
        }
    }

    @Test
    void aDiskThatRefusesLeavesTheEventsInMemory() throws IOException {
        EventJournal journal = open();
        Files.createDirectories(folder.resolve("events.json/x"));

        journal.add(AgentEvent.Type.STARTED, "agent 1");

        assertThat(journal.size()).isEqualTo(1);
    }

    @Test
    void nobodyElseCanReadTheFile() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "needs POSIX permissions");
        open().add(AgentEvent.Type.STARTED, "agent 1");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    private EventJournal open() throws IOException {
        return EventJournal.open(StateDirectory.open(folder), clock);
    }

    private Path file() {
        return folder.resolve(EventJournal.FILE);
    }
}
