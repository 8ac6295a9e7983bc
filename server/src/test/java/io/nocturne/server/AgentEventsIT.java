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
import io.nocturne.server.fleet.HostChanged;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

class AgentEventsIT {

    private static final Layout LAYOUT = new Layout(List.of(SeriesKey.of("m")));

    @TempDir
    static Path data;

    private static RunningServer server;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @BeforeAll
    static void start() {
        server = RunningServer.start(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(StopReason.class)
    void aGoodbyeShowsAtOnceWithItsReasonUntilTheNextSample(StopReason reason) {
        EnrollResponse agent = server.enroll("goodbye-" + reason);
        deliver(server, agent, 1, now.minusSeconds(2));
        List<HostSummary> published = published(agent);

        tell(agent, goodbye(now.minusSeconds(1), reason));

        HostStop expected = new HostStop(reason, now.minusSeconds(1), now.minusSeconds(2));
        assertThat(published).singleElement().satisfies(host -> {
            assertThat(host.state()).isEqualTo(HostState.STOPPED);
            assertThat(host.stop()).isEqualTo(expected);
        });
        assertThat(host(server, agent).stop()).isEqualTo(expected);

        deliver(server, agent, 2, now);

        assertThat(published).last().extracting(HostSummary::state).isEqualTo(HostState.REPORTING);
        assertThat(host(server, agent).stop()).isNull();
    }

    @Test
    void aSampleThatWasStillUnderWayDoesNotEndAGoodbye() {
        EnrollResponse agent = server.enroll("under-way");
        tell(agent, goodbye(now, StopReason.AGENT_STOPPED));

        deliver(server, agent, 1, now.minusSeconds(1));

        assertThat(host(server, agent).state()).isEqualTo(HostState.STOPPED);
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTED", "RESUMED", "REBOOTED"})
    void anAgentThatIsThereAgainSaysSoBeforeItsFirstSample(AgentEvent.Type type) {
        EnrollResponse agent = server.enroll("again-" + type);
        deliver(server, agent, 1, now.minusSeconds(2));
        tell(agent, goodbye(now, StopReason.AGENT_STOPPED));

        tell(agent, event(now.minusSeconds(600), type));

        assertThat(host(server, agent).state()).isEqualTo(HostState.REPORTING);
    }

    @Test
    void aRepeatedGoodbyeIsTheSameAndDoesNotHoldAgain() {
        EnrollResponse agent = server.enroll("repeats");
        AgentEvent goodbye = goodbye(now, StopReason.HOST_SHUTDOWN);
        tell(agent, goodbye);
        tell(agent, goodbye, event(now.plusSeconds(60), AgentEvent.Type.STARTED));

        tell(agent, goodbye);

        assertThat(host(server, agent).state()).isEqualTo(HostState.NEVER_REPORTED);
        assertThat(types(agent, "")).containsExactly("STARTED", "STOPPING");
    }

    @Test
    void operatorsReadTheNewestFirst() {
        EnrollResponse agent = server.enroll("reads");
        tell(
                agent,
                new AgentEvent(now, AgentEvent.Type.SNAPSHOTS_LOST, null, "12 snapshots"),
                goodbye(now, StopReason.HOST_SUSPEND));

        Answer answer = server.get(path(agent) + "?limit=2", server.token(Role.VIEWER));

        assertThat(answer.tree().size()).isEqualTo(2);
        assertThat(answer.tree().at("/0/reason").asString()).isEqualTo("HOST_SUSPEND");
        assertThat(answer.tree().at("/0/time").asString()).isEqualTo(now.toString());
        assertThat(answer.tree().at("/1/detail").asString()).isEqualTo("12 snapshots");
        assertThat(types(agent, "?limit=1")).containsExactly("STOPPING");
    }

    @Test
    void onlyTheNewestThousandOfAHostAreKept() {
        EnrollResponse agent = server.enroll("floods");
        EnrollResponse other = server.enroll("quiet");
        tell(other, event(now, AgentEvent.Type.STARTED));
        for (int batch = 0; batch < 11; batch++) {
            int first = batch * 100;
            tell(
                    agent,
                    IntStream.range(first, first + 100)
                            .mapToObj(i -> event(now.plusMillis(i), AgentEvent.Type.CLOCK_STEPPED))
                            .toArray(AgentEvent[]::new));
        }

        Answer answer = server.get(path(agent) + "?limit=1000", server.token(Role.VIEWER));

        assertThat(answer.tree().size()).isEqualTo(1_000);
        assertThat(answer.tree().at("/0/time").asString())
                .isEqualTo(now.plusMillis(1_099).toString());
        assertThat(answer.tree().at("/999/time").asString())
                .isEqualTo(now.plusMillis(100).toString());
        assertThat(types(other, "")).containsExactly("STARTED");
    }

    @Test
    void aRestartKeepsTheGoodbye(@TempDir Path own) {
        EnrollResponse stopped;
        EnrollResponse back;
        EnrollResponse setBack;
        try (RunningServer first = RunningServer.start(own)) {
            stopped = first.enroll("stopped");
            back = first.enroll("back");
            setBack = first.enroll("set-back");
            for (EnrollResponse agent : List.of(stopped, back, setBack)) {
                deliver(first, agent, 1, now.minusSeconds(30));
            }
            tell(first, stopped, goodbye(now, StopReason.HOST_SHUTDOWN));
            tell(first, back, goodbye(now.minusSeconds(20), StopReason.HOST_SUSPEND));
            deliver(first, back, 2, now.minusSeconds(15));
            tell(first, setBack, goodbye(now.minusSeconds(3_600), StopReason.AGENT_STOPPED));
        }
        try (RunningServer second = RunningServer.start(own)) {
            assertThat(host(second, stopped).state()).isEqualTo(HostState.STOPPED);
            assertThat(host(second, stopped).stop())
                    .isEqualTo(new HostStop(StopReason.HOST_SHUTDOWN, now, now.minusSeconds(30)));
            assertThat(host(second, back).stop()).isNull();
            assertThat(host(second, back).state()).isEqualTo(HostState.REPORTING);
            assertThat(host(second, setBack).state()).isEqualTo(HostState.STOPPED);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                                                       | 1 to 100 entries, has 0
            {"events":[]}                                                                            | 1 to 100 entries, has 0
            {"events":[{"type":"STARTED"}]}                                                          | an event has a time
            {"events":[{"time":"2026-01-01T00:00:00Z"}]}                                             | an event has a type
            {"events":[{"time":"2026-01-01T00:00:00Z","type":"EXPLODED"}]}                           | events[0].type
            {"events":[{"time":"noon","type":"STARTED"}]}                                            | events[0].time
            {"events":[{"time":"2026-01-01T00:00:00Z","type":"STOPPING"}]}                           | a reason when its type is STOPPING
            {"events":[{"time":"2026-01-01T00:00:00Z","type":"STARTED","reason":"HOST_SHUTDOWN"}]}   | a reason when its type is STOPPING
            {"events":[{"time":"2026-01-01T00:00:00Z","type":"STOPPING","reason":"BORED"}]}          | events[0].reason
            {"events":[{"time":"+999999999-01-01T00:00:00Z","type":"STARTED"}]}                      | events[0]: time
            not json                                                                                 | line 1
            """)
    void aBadBodyIsNamedPreciselyAndNothingOfItIsKept(String body, String expected) {
        EnrollResponse agent = server.enroll("bad-events");

        Answer answer = send(server, agent, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("request-invalid");
        assertThat(answer.tree().path("detail").asString()).contains(expected);
        assertThat(types(agent, "")).isEmpty();
    }

    @Test
    void tooManyTooLongAndTooLargeAreToldApart() {
        EnrollResponse agent = server.enroll("too-much");
        String longest = one("\\u00e9".repeat(AgentEvent.MAX_DETAIL));

        assertThat(send(server, agent, list(one("x"), 101)).body()).contains("events: has more than 100 entries");
        assertThat(send(server, agent, list(one("x".repeat(256)), 1)).body())
                .contains("detail has 256 characters, allowed are 255");
        assertThat(send(server, agent, list(longest, AgentEvents.MAX_EVENTS)).status())
                .isEqualTo(204);
        assertThat(send(server, agent, list(longest, 200)).code()).isEqualTo("request-too-large");
    }

    @Test
    void aBadLimitOrAnUnknownHostIsNamed() {
        EnrollResponse agent = server.enroll("limits");

        for (String limit : List.of("0", "1001", "-1", "many")) {
            Answer answer = server.get(path(agent) + "?limit=" + limit, server.token(Role.VIEWER));
            assertThat(answer.code()).isEqualTo("request-invalid");
            assertThat(answer.body()).contains("'limit'");
        }
        assertThat(server.get("/api/v1/hosts/" + UUID.randomUUID() + "/events", server.token(Role.VIEWER))
                        .code())
                .isEqualTo("not-found");
    }

    private static String one(String detail) {
        return "{\"time\":\"2026-01-01T00:00:00Z\",\"type\":\"STARTED\",\"detail\":\"" + detail + "\"}";
    }

    private static String list(String event, int times) {
        return "{\"events\":[" + String.join(",", java.util.Collections.nCopies(times, event)) + "]}";
    }

    private static AgentEvent event(Instant time, AgentEvent.Type type) {
        return new AgentEvent(time, type, null, null);
    }

    private static AgentEvent goodbye(Instant time, StopReason reason) {
        return new AgentEvent(time, AgentEvent.Type.STOPPING, reason, null);
    }

    private static void tell(EnrollResponse agent, AgentEvent... events) {
        tell(server, agent, events);
    }

    private static void tell(RunningServer to, EnrollResponse agent, AgentEvent... events) {
        Answer answer = send(to, agent, new AgentEvents(List.of(events)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }

    private static Answer send(RunningServer to, EnrollResponse agent, @Nullable Object body) {
        return to.send("POST", "/api/v1/agents/events", agent.credential(), body);
    }

    private static void deliver(RunningServer to, EnrollResponse agent, long sequence, Instant time) {
        Answer answer = to.send(
                "POST",
                "/api/v1/ingest",
                agent.credential(),
                new IngestRequest(sequence, LAYOUT, null, 60_000L, List.of(new Snapshot(time, SampleValues.of(1.0)))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static HostSummary host(RunningServer at, EnrollResponse agent) {
        return at.json()
                .readValue(
                        at.get("/api/v1/hosts/" + agent.hostId(), at.token(Role.VIEWER))
                                .body(),
                        HostSummary.class);
    }

    private static List<String> types(EnrollResponse agent, String parameters) {
        List<String> types = new ArrayList<>();
        server.get(path(agent) + parameters, server.token(Role.VIEWER))
                .tree()
                .forEach(event -> types.add(event.path("type").asString()));
        return types;
    }

    private static String path(EnrollResponse agent) {
        return "/api/v1/hosts/" + agent.hostId() + "/events";
    }

    /// What is published of a host from now on.
    private static List<HostSummary> published(EnrollResponse agent) {
        List<HostSummary> published = new CopyOnWriteArrayList<>();
        ApplicationListener<PayloadApplicationEvent<HostChanged>> listener =
                ApplicationListener.forPayload((HostChanged change) -> {
                    if (change.host().hostId().equals(agent.hostId())) {
                        published.add(change.host());
                    }
                });
        server.addListener(listener);
        return published;
    }
}
