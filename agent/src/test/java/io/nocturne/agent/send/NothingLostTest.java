package io.nocturne.agent.send;

import static io.nocturne.agent.link.ScriptedServer.problem;
import static io.nocturne.agent.testing.Readings.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.buffer.OutboundBuffer;
import io.nocturne.agent.link.ScriptedServer;
import io.nocturne.agent.testing.Buffers;
import io.nocturne.agent.testing.FakeClock;
import io.nocturne.model.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every fault between an agent and its server, over real sockets and TLS: the snapshots that were taken are
/// counted against those that were stored. Lost: 0; doubled: 0.
class NothingLostTest {

    private static final int TAKEN = 340;
    private static final int ATTEMPTS = 200;

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final ScriptedServer server = new ScriptedServer("localhost");
    private OutboundBuffer buffer;
    private DeliveryLoop loop;
    private int taken;

    @BeforeEach
    void open() throws Exception {
        TestLink.trust(folder, server);
        restart();
    }

    @AfterEach
    void close() {
        server.close();
    }

    /// What a server, or something between, can do to a delivery.
    enum Fault {
        INTERNAL(problem(ProblemCode.INTERNAL)),
        OVERLOADED(problem(ProblemCode.OVERLOADED)
                .newBuilder()
                .setHeader("Retry-After", "30")
                .build()),
        OVERLOADED_WITHOUT_A_TIME(problem(ProblemCode.OVERLOADED)),
        UNAVAILABLE(problem(ProblemCode.UNAVAILABLE)),
        PROXY_PAGE(new MockResponse.Builder().code(502).body("<html>").build()),
        GARBAGE(new MockResponse.Builder().body("\u0000\u0001garbage").build()),
        EMPTY(new MockResponse.Builder().build()),
        WRONG_RECEIPT(new MockResponse.Builder()
                .body("{\"layoutId\":\"x\",\"accepted\":0,\"duplicate\":0}")
                .build()),
        HALF_AN_ANSWER(new MockResponse.Builder()
                .body("{\"layoutId\":\"x\",\"accepted\":1,\"duplicate\":0}")
                .onResponseBody(new SocketEffect.CloseSocket())
                .build()),
        CUT_WHILE_SENDING(new MockResponse.Builder()
                .onRequestBody(new SocketEffect.CloseSocket())
                .build()),
        CUT_BEFORE_THE_ANSWER(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build()),
        TIMEOUT(new MockResponse.Builder().headersDelay(30, TimeUnit.SECONDS).build());

        @SuppressWarnings("ImmutableEnumChecker") // The server copies an answer, nobody changes it.
        private final MockResponse answer;

        Fault(MockResponse answer) {
            this.answer = answer;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFault(Fault fault) throws Exception {
        take(20);
        server.script(fault.answer, fault.answer);
        take(TAKEN - 40);
        for (int i = 0; i < 2; i++) {
            assertThat(loop.attempt()).isPositive();
        }
        take(20);

        deliverAll();

        nothingIsLostOrDoubled();
    }

    @Test
    void everyFaultAfterTheOtherWithRestartsBetween() throws Exception {
        for (Fault fault : Fault.values()) {
            if (fault != Fault.TIMEOUT) {
                take(30);
                server.script(fault.answer);
                loop.attempt();
                loop.attempt();
                restart();
                server.script(fault.answer);
                take(7);
                loop.attempt();
            }
        }

        deliverAll();

        nothingIsLostOrDoubled();
    }

    @Test
    void storedButNeverHeardOf() throws Exception {
        take(TAKEN);
        server.loseReceipts(6);

        deliverAll();

        nothingIsLostOrDoubled();
    }

    @Test
    void storedButNeverHeardOfAndThenKilled() throws Exception {
        take(TAKEN);
        for (int i = 0; i < 6; i++) {
            server.loseReceipts(1);
            loop.attempt();
            restart();
            take(3);
        }

        deliverAll();

        nothingIsLostOrDoubled();
    }

    @Test
    void aServerThatIsAwayForAnHourAndThenThere() throws Exception {
        DeliveryLoop away = loop("https://localhost:1");
        for (int i = 0; i < 720; i++) {
            take(1);
            clock.advance(Duration.ofSeconds(5));
            if (i % 60 == 0) {
                assertThat(away.attempt()).isPositive();
            }
        }

        int batches = deliverAll();

        nothingIsLostOrDoubled();
        // At one piece every half second.
        assertThat(batches).isLessThan(12);
    }

    @Test
    void aServerThatForgetsLayoutsAndCredentials() throws Exception {
        for (int i = 0; i < 5; i++) {
            take(40);
            loop.attempt();
            server.forgetAll();
            loop.attempt();
        }

        deliverAll();

        nothingIsLostOrDoubled();
    }

    @Test
    void aClockThatStepsBackAndForth() throws Exception {
        for (String now : List.of("2001-01-01T00:00:00Z", "2031-01-01T00:00:00Z", "2026-11-22T10:00:00Z")) {
            clock.set(Instant.parse(now));
            take(20);
            loop.attempt();
            restart();
            take(20);
            loop.attempt();
        }

        deliverAll();

        nothingIsLostOrDoubled();
    }

    @Test
    void aSuspendWhileMuchWaits() throws Exception {
        take(200);
        clock.advance(Duration.ofHours(1));
        take(100);

        deliverAll();

        nothingIsLostOrDoubled();
    }

    @Test
    void aWaitThatTheServerAskedForHoldsForEverything() throws Exception {
        take(50);
        server.script(Fault.OVERLOADED.answer, Fault.OVERLOADED.answer);

        assertThat(loop.attempt()).isEqualTo(Duration.ofSeconds(30));
        assertThat(loop.attempt()).isEqualTo(Duration.ofSeconds(30));
        deliverAll();

        nothingIsLostOrDoubled();
    }

    @Test
    void aDeliveryThatIsTooLargeGoesInSmallerOnes() throws Exception {
        take(TAKEN);
        loop.attempt();
        server.script(
                problem(ProblemCode.REQUEST_TOO_LARGE),
                new MockResponse.Builder().code(413).build());

        deliverAll();

        nothingIsLostOrDoubled();
    }

    @Test
    void aServerWhoseCertificateIsNotTrusted() throws Exception {
        take(20);
        try (ScriptedServer other = new ScriptedServer("localhost")) {
            assertThat(loop(other.address()).attempt()).isPositive();
            assertThat(other.stored()).isEmpty();
        }
        take(20);

        deliverAll();

        nothingIsLostOrDoubled();
    }

    @Test
    void aNameThatNobodyKnows() throws Exception {
        take(20);
        assertThat(loop("https://nocturne.invalid:8443").attempt()).isPositive();
        take(20);

        deliverAll();

        nothingIsLostOrDoubled();
    }

    @Test
    void aSpoolThatRefusesIsBridgedInMemoryWhileDeliveriesGoOn() throws Exception {
        Path spool = Files.writeString(folder.resolve("spool"), "in the way");
        buffer = Buffers.open(folder, Buffers.ring(spool, 1 << 20, 1_000), clock);
        loop = loop(server.address());
        take(50);
        server.script(Fault.INTERNAL.answer);
        loop.attempt();
        loop.attempt();
        Files.delete(spool);
        clock.advance(Duration.ofMinutes(1));
        take(50);
        assertThat(buffer.state().inMemory()).isZero();
        buffer = Buffers.open(folder, Buffers.ring(spool, 1 << 20, 1_000), clock);
        loop = loop(server.address());
        take(1);

        deliverAll();

        nothingIsLostOrDoubled();
    }

    @Test
    void theNewestIsInTheServerBeforeTheBacklogOfAnHour() throws Exception {
        take(720);

        loop.attempt();
        assertThat(server.stored().values()).containsExactly(7.2);
        loop.attempt();
        assertThat(server.stored()).hasSize(1 + DeliveryLoop.MAX_BATCH);
        take(1);
        loop.attempt();
        assertThat(server.stored().values()).contains(7.21).hasSize(2 + DeliveryLoop.MAX_BATCH);

        deliverAll();

        nothingIsLostOrDoubled();
    }

    private void take(int count) {
        for (int i = 0; i < count; i++) {
            buffer.offer(number(++taken));
        }
    }

    /// A new run on the files of the present one, which is abandoned without a word.
    private void restart() throws Exception {
        buffer = Buffers.open(folder, clock);
        loop = loop(server.address());
    }

    private DeliveryLoop loop(String address) throws Exception {
        return new DeliveryLoop(buffer, TestLink.open(folder, address, clock), new Backoff(1_000, () -> 0), clock);
    }

    private int deliverAll() {
        int attempts = 0;
        for (; buffer.size() > 0 && attempts < ATTEMPTS; attempts++) {
            loop.attempt();
        }
        return attempts;
    }

    private void nothingIsLostOrDoubled() throws IOException {
        List<Double> all =
                IntStream.rangeClosed(1, taken).mapToObj(n -> n / 100.0).toList();
        assertThat(server.stored().values()).containsExactlyElementsOf(all);
        assertThat(buffer.state().dropped()).isZero();
        assertThat(Buffers.open(folder, clock).size()).isZero();
    }
}
