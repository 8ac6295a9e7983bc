package io.nocturne.agent.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.agent.buffer.OutboundBuffer;
import io.nocturne.agent.event.EventJournal;
import io.nocturne.agent.link.ScriptedServer;
import io.nocturne.agent.state.StateDirectory;
import io.nocturne.agent.testing.Buffers;
import io.nocturne.agent.testing.FakeClock;
import io.nocturne.agent.testing.Readings;
import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.model.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Events beside snapshots, over real sockets.
class EventDeliveryTest {

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final ScriptedServer server = new ScriptedServer("localhost");
    private OutboundBuffer buffer;
    private EventJournal journal;
    private DeliveryLoop loop;

    @BeforeEach
    void open() throws Exception {
        TestLink.trust(folder, server);
        buffer = Buffers.open(folder, clock);
        journal = EventJournal.open(StateDirectory.open(folder.resolve("state")), clock);
        loop = loop(TestLink.way(folder, server.address(), clock));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theLiveSnapshotGoesFirstThenTheEventsThenTheBacklog() {
        offer(1, 3);
        journal.add(AgentEvent.Type.STARTED, "agent 1");

        attempts(3);

        assertThat(paths()).containsExactly("agents/enroll", "ingest", "agents/events", "ingest");
        assertThat(server.events()).extracting(AgentEvent::type).containsExactly(AgentEvent.Type.STARTED);
        assertThat(journal.size()).isZero();
        assertThat(buffer.size()).isZero();
    }

    @Test
    void anEventDoesNotWaitUntilThereIsNoSnapshot() throws Exception {
        Thread send = Thread.ofPlatform().daemon().start(loop);
        journal.add(AgentEvent.Type.STARTED, "agent 1");
        offer(1, 1);

        await().atMost(Duration.ofSeconds(10)).until(() -> server.events().size() == 1);
        buffer.close();

        assertThat(send.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aServerThatKnowsNoEventsGetsItsSnapshotsAllTheSame() {
        server.answerEvents(ScriptedServer.problem(ProblemCode.NOT_FOUND));
        journal.add(AgentEvent.Type.STARTED, "agent 1");
        offer(1, 5);

        attempts(4);

        assertThat(buffer.size()).isZero();
        assertThat(server.stored()).hasSize(5);
        assertThat(journal.size()).isZero();
        server.answerEvents(null);
        journal.add(AgentEvent.Type.RESUMED, "the host was asleep");
        attempts(1);
        assertThat(server.events()).extracting(AgentEvent::type).containsExactly(AgentEvent.Type.RESUMED);
    }

    @Test
    void aFailureDelaysNoSnapshotAndIsWaitedFor() {
        server.answerEvents(new MockResponse.Builder().code(500).build());
        journal.add(AgentEvent.Type.STARTED, "agent 1");
        offer(1, 1);
        for (int i = 0; i < 4; i++) {
            assertThat(loop.attempt()).isZero();
        }
        assertThat(paths()).containsExactly("agents/enroll", "ingest", "agents/events");
        server.answerEvents(null);

        clock.advance(Backoff.LONGEST);
        attempts(1);

        assertThat(server.events()).hasSize(1);
        assertThat(journal.size()).isZero();
    }

    @Test
    void anAnswerFromSomethingInBetweenRefusesNothing() {
        server.answerEvents(new MockResponse.Builder().code(404).body("<html>").build());
        journal.add(AgentEvent.Type.STARTED, "agent 1");

        attempts(1);

        assertThat(journal.size()).isEqualTo(1);
    }

    @Test
    void aCredentialThatIsRefusedIsRenewed() {
        journal.add(AgentEvent.Type.STARTED, "agent 1");
        attempts(1);
        server.forgetAll();
        clock.advance(Duration.ofSeconds(1));
        journal.addStopping(StopReason.AGENT_STOPPED);
        attempts(1);
        clock.advance(Backoff.LONGEST);

        attempts(1);

        assertThat(server.events()).hasSize(2);
    }

    @Test
    void aDefectInTheSenderDoesNotEndDeliveries() throws IOException {
        DeliveryWay broken = new DeliveryWay(
                (_, _) -> new SendResult.Delivered(0),
                new Backoff(3, () -> 0),
                _ -> {
                    throw new IllegalStateException("a bug");
                },
                new Backoff(3, () -> 0),
                () -> {});
        loop = loop(broken);
        journal.add(AgentEvent.Type.STARTED, "agent 1");
        offer(1, 3);

        attempts(3);

        assertThat(buffer.size()).isZero();
    }

    @Test
    void theGoodbyeGoesBeforeALongBacklogWhenTheAgentEnds() {
        offer(1, 250);
        journal.addStopping(StopReason.AGENT_STOPPED);
        buffer.close();

        loop.run();

        assertThat(paths().subList(0, 3)).containsExactly("agents/enroll", "ingest", "agents/events");
        assertThat(buffer.size()).isZero();
    }

    @Test
    void theGoodbyeDoesNotWaitOutAnEarlierFailure() {
        server.answerEvents(new MockResponse.Builder().code(500).build());
        journal.add(AgentEvent.Type.STARTED, "agent 1");
        attempts(1);
        server.answerEvents(null);
        journal.addStopping(StopReason.AGENT_STOPPED);
        buffer.close();

        loop.run();

        assertThat(server.events()).hasSize(2);
    }

    @Test
    void withTheServerAwayTheGoodbyeStaysForTheNextStart() throws Exception {
        server.close();
        offer(1, 1);
        journal.addStopping(StopReason.HOST_SHUTDOWN);
        buffer.close();

        loop.run();

        assertThat(EventJournal.open(StateDirectory.open(folder.resolve("state")), clock)
                        .waiting())
                .extracting(AgentEvent::reason)
                .containsExactly(StopReason.HOST_SHUTDOWN);
    }

    @Test
    void anotherWayIsTakenAtOnceAndNothingIsLost() throws Exception {
        List<String> closed = new ArrayList<>();
        loop = loop(new DeliveryWay(
                (_, _) -> new SendResult.RetryLater(Optional.of(Duration.ofHours(1)), "away"),
                new Backoff(3, () -> 0),
                _ -> new EventSender.Later(Optional.empty(), "away"),
                new Backoff(3, () -> 0),
                () -> closed.add("closed")));
        journal.add(AgentEvent.Type.STARTED, "agent 1");
        offer(1, 20);
        Thread send = Thread.ofPlatform().daemon().start(loop);

        loop.use(TestLink.way(folder, server.address(), clock));
        await().atMost(Duration.ofSeconds(20)).until(() -> buffer.size() == 0 && journal.size() == 0);
        buffer.close();

        assertThat(send.join(Duration.ofSeconds(10))).isTrue();
        assertThat(server.stored()).hasSize(20);
        assertThat(closed).containsExactly("closed");
        assertThat(loop.record().delivered()).isEqualTo(20);
    }

    private DeliveryLoop loop(DeliveryWay way) {
        return new DeliveryLoop(buffer, way, journal, _ -> {}, clock, clock);
    }

    private void attempts(int count) {
        for (int i = 0; i < count; i++) {
            loop.attempt();
        }
    }

    private void offer(int from, int through) {
        for (int i = from; i <= through; i++) {
            buffer.offer(Readings.number(i));
        }
    }

    private List<String> paths() {
        return server.requests().stream()
                .map(request -> request.getUrl().encodedPath().replace("/api/v1/", ""))
                .toList();
    }
}
