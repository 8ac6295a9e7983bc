package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.AgentEvents;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AgentEventsIT {

    @TempDir
    private Path data;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void aGoodbyeTellsAStoppedAgentFromADeadHostUntilTheNextSample() throws IOException {
        EnrollResponse agent;
        try (RunningServer server = RunningServer.start(data)) {
            agent = server.enroll("says-goodbye");
            sample(server, agent, 1, now.minusSeconds(2));
            assertThat(host(server, agent).state()).isEqualTo(HostState.REPORTING);

            tell(server, agent, stopping(now.minusSeconds(1), StopReason.HOST_SHUTDOWN));

            assertThat(host(server, agent).state()).isEqualTo(HostState.STOPPED);
            assertThat(host(server, agent).stop())
                    .isEqualTo(new HostStop(StopReason.HOST_SHUTDOWN, now.minusSeconds(1)));
        }
        try (RunningServer server = RunningServer.start(data)) {
            assertThat(host(server, agent).state()).isEqualTo(HostState.STOPPED);

            sample(server, agent, 2, now.minusSeconds(60));
            assertThat(host(server, agent).state())
                    .as("what was taken before the goodbye and comes late")
                    .isEqualTo(HostState.STOPPED);

            sample(server, agent, 3, Instant.now().truncatedTo(ChronoUnit.MILLIS));
            assertThat(host(server, agent).state()).isEqualTo(HostState.REPORTING);
            assertThat(host(server, agent).stop()).isNull();
        }
    }

    @Test
    void aGoodbyeThatCameLateDoesNotStopAnAgentThatRunsAgain() throws IOException {
        try (RunningServer server = RunningServer.start(data)) {
            EnrollResponse agent = server.enroll("started-again");

            tell(
                    server,
                    agent,
                    stopping(now.minusSeconds(30), StopReason.AGENT_STOPPED),
                    new AgentEvent(now.minusSeconds(10), AgentEvent.Type.STARTED, null, "agent 0.1.0"));

            assertThat(host(server, agent).stop()).isNull();
            assertThat(host(server, agent).state()).isEqualTo(HostState.NEVER_REPORTED);
        }
    }

    @Test
    void whatIsToldTwiceIsKeptOnceAndListedLastReceivedFirst() throws IOException {
        try (RunningServer server = RunningServer.start(data)) {
            EnrollResponse agent = server.enroll("repeats");
            AgentEvent stepped = new AgentEvent(now.minusSeconds(20), AgentEvent.Type.CLOCK_STEPPED, null, "by -3.2 s");
            AgentEvent started = new AgentEvent(now.minusSeconds(10), AgentEvent.Type.STARTED, null, null);

            tell(server, agent, stepped);
            tell(server, agent, stepped, started);

            JsonNode listed = list(server, agent.hostId(), "");
            assertThat(listed.size()).isEqualTo(2);
            assertThat(listed.get(0).path("type").asString()).isEqualTo("STARTED");
            assertThat(listed.get(1).path("detail").asString()).isEqualTo("by -3.2 s");
            assertThat(list(server, agent.hostId(), "?limit=1").size()).isEqualTo(1);
        }
    }

    @Test
    void badEventsAreRefusedWithWhatIsAllowedAndNothingIsKept() throws IOException {
        try (RunningServer server = RunningServer.start(data)) {
            EnrollResponse agent = server.enroll("bad-events");

            refused(server, agent, "{}", "1 to 100");
            refused(server, agent, "{\"events\":[{\"time\":\"%s\",\"type\":\"DANCED\"}]}".formatted(now), "type");
            refused(server, agent, "{\"events\":[{\"time\":\"%s\",\"type\":\"STOPPING\"}]}".formatted(now), "reason");
            refused(
                    server,
                    agent,
                    "{\"events\":[{\"time\":\"%s\",\"type\":\"STARTED\"},{\"time\":\"2999-01-01T00:00:00Z\",\"type\":\"STARTED\"}]}"
                            .formatted(now),
                    "24 hours ahead");
            refused(
                    server,
                    agent,
                    "{\"events\":[{\"time\":\"%s\",\"type\":\"STARTED\",\"detail\":\"%s\"}]}"
                            .formatted(now, "x".repeat(256)),
                    "255");

            assertThat(list(server, agent.hostId(), "").size()).isZero();
            Answer badLimit =
                    server.get("/api/v1/hosts/" + agent.hostId() + "/events?limit=0", server.token(Role.VIEWER));
            assertThat(badLimit.status()).isEqualTo(400);
            assertThat(badLimit.body()).contains("1 to 1000");
            assertThat(server.get("/api/v1/hosts/" + UUID.randomUUID() + "/events", server.token(Role.VIEWER))
                            .status())
                    .isEqualTo(404);
        }
    }

    private static AgentEvent stopping(Instant at, StopReason reason) {
        return new AgentEvent(at, AgentEvent.Type.STOPPING, reason, null);
    }

    private static void tell(RunningServer server, EnrollResponse agent, AgentEvent... events) {
        Answer answer =
                server.send("POST", "/api/v1/agents/events", agent.credential(), new AgentEvents(List.of(events)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
    }

    private static void refused(RunningServer server, EnrollResponse agent, String body, String said) {
        Answer answer = server.send("POST", "/api/v1/agents/events", agent.credential(), body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.body()).contains(said);
    }

    private static void sample(RunningServer server, EnrollResponse agent, long sequence, Instant time) {
        IngestRequest request = new IngestRequest(
                sequence,
                new Layout(List.of(SeriesKey.of("m"))),
                null,
                5_000L,
                List.of(new Snapshot(time, SampleValues.of(1.0))));
        assertThat(server.send("POST", "/api/v1/ingest", agent.credential(), request)
                        .status())
                .isEqualTo(200);
    }

    private static HostSummary host(RunningServer server, EnrollResponse agent) {
        return server.json()
                .readValue(
                        server.get("/api/v1/hosts/" + agent.hostId(), server.token(Role.VIEWER))
                                .body(),
                        HostSummary.class);
    }

    private static JsonNode list(RunningServer server, @Nullable String hostId, String query) {
        return server.get("/api/v1/hosts/" + hostId + "/events" + query, server.token(Role.VIEWER))
                .tree();
    }
}
