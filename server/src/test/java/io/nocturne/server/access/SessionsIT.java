package io.nocturne.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.Role;
import io.nocturne.server.FakeClock;
import io.nocturne.server.RunningServer;
import io.nocturne.server.TestPostgres;
import io.nocturne.server.access.RefreshTokens.Ticket;
import io.nocturne.server.access.Sessions.Turn;
import io.nocturne.server.access.store.AgentCredentialStore;
import io.nocturne.server.access.store.SessionStore;
import io.nocturne.server.access.store.User;
import io.nocturne.server.access.store.UserStore;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.database.DiskGate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Sessions over a real database, with a clock that the test moves.
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class SessionsIT {

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before each invocation of the class
    private static RunningServer server;

    @Parameter
    DatabaseKind database = DatabaseKind.H2;

    private final FakeClock clock = new FakeClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private final List<Object> published = Collections.synchronizedList(new ArrayList<>());
    private User user = new User("kim", "hash", Role.VIEWER, clock.instant());
    private Sessions sessions = open();

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind kind) {
        server = RunningServer.start(data.resolve(kind.name()), TestPostgres.database(kind));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @BeforeEach
    void someUser() {
        user = new User("kim-" + UUID.randomUUID(), "hash", Role.VIEWER, clock.instant());
        server.bean(UserStore.class).insert(user);
        sessions = open();
    }

    @Test
    void twoRefreshesAtOnceNeverEndASession() throws Exception {
        for (int round = 0; round < 30; round++) {
            Ticket first = sessions.open(user).orElseThrow();
            List<Callable<Turn>> all = Collections.nCopies(8, () -> sessions.refresh(first));
            Set<Turn> turns = new HashSet<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                for (Future<Turn> each : threads.invokeAll(all)) {
                    turns.add(each.get());
                }
            }

            assertThat(turns)
                    .as("round %d", round)
                    .containsExactly(new Turn.Next(new Ticket(first.sessionId(), 1), user));
            assertThat(sessions.isLive(first.sessionId())).isTrue();
        }
        assertThat(published).isEmpty();
    }

    @Test
    void aLostAnswerIsAskedForAgainWithinTheGrace() {
        Ticket first = sessions.open(user).orElseThrow();
        Turn answered = sessions.refresh(first);
        clock.advance(Sessions.GRACE);

        assertThat(sessions.refresh(first)).isEqualTo(answered);
        assertThat(sessions.refresh(new Ticket(first.sessionId(), 1)))
                .isEqualTo(new Turn.Next(new Ticket(first.sessionId(), 2), user));
    }

    @Test
    void aTokenThatIsUsedAgainAfterTheGraceEndsItsSession() {
        Ticket first = sessions.open(user).orElseThrow();
        sessions.refresh(first);
        clock.advance(Sessions.GRACE.plusMillis(1));

        assertThat(sessions.refresh(first)).isEqualTo(new Turn.Reused(user.username()));
        assertThat(sessions.isLive(first.sessionId())).isFalse();
        assertThat(sessions.refresh(new Ticket(first.sessionId(), 1))).isInstanceOf(Turn.Unknown.class);
        assertThat(published).containsExactly(new AccessRevoked(Set.of(first.sessionId())));
    }

    @Test
    void anOlderTokenEndsItsSessionWithoutGrace() {
        Ticket first = sessions.open(user).orElseThrow();
        sessions.refresh(first);
        sessions.refresh(new Ticket(first.sessionId(), 1));

        assertThat(sessions.refresh(first)).isInstanceOf(Turn.Reused.class);
    }

    @Test
    void manyThievesAtOnceEndASessionAndNobodyGetsATokenAfterwards() throws Exception {
        Ticket first = sessions.open(user).orElseThrow();
        sessions.refresh(first);
        clock.advance(Duration.ofMinutes(5));
        List<Callable<Turn>> all = Collections.nCopies(8, () -> sessions.refresh(first));
        int reused = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Turn> each : threads.invokeAll(all)) {
                assertThat(each.get()).isNotInstanceOf(Turn.Next.class);
                reused += each.get() instanceof Turn.Reused ? 1 : 0;
            }
        }

        assertThat(reused).isEqualTo(1);
        assertThat(sessions.isLive(first.sessionId())).isFalse();
    }

    @Test
    void aUserWhoWasChangedSinceThePasswordWasComparedGetsNoSession() {
        server.bean(UserStore.class).update(new User(user.username(), "other", Role.VIEWER, user.createdAt()));

        assertThat(sessions.open(user)).isEmpty();
    }

    @Test
    void aRestartKnowsWhichSessionsGoOn() {
        Ticket goesOn = sessions.open(user).orElseThrow();
        Ticket ended = sessions.open(user).orElseThrow();
        sessions.end(ended.sessionId());

        Sessions restarted = open();

        assertThat(restarted.isLive(goesOn.sessionId())).isTrue();
        assertThat(restarted.isLive(ended.sessionId())).isFalse();
    }

    @Test
    void whatIsGoneFromTheDatabaseIsForgottenWithinMinutes() {
        Ticket gone = sessions.open(user).orElseThrow();
        server.bean(SessionStore.class).delete(gone.sessionId());
        clock.advance(Duration.ofMinutes(2));

        sessions.tidy();

        assertThat(sessions.isLive(gone.sessionId())).isFalse();
        assertThat(published).containsExactly(new AccessRevoked(Set.of(gone.sessionId())));
    }

    @Test
    void deliveriesDoNotAskTheDatabaseForTheirCredential() {
        AgentCredentials credentials = new AgentCredentials(
                server.bean(AgentCredentialStore.class), server.bean(JwtTokens.class), transaction(), clock);
        UUID host = UUID.randomUUID();
        String agent = credentials.issue(host).agentId().toString();
        assertThat(credentials.isInForce(agent)).isTrue();

        server.bean(JdbcClient.class)
                .sql("DELETE FROM agent_credential WHERE host_id = ?")
                .param(host)
                .update();
        assertThat(credentials.isInForce(agent)).as("from memory").isTrue();
        clock.advance(Duration.ofMinutes(11));
        assertThat(credentials.isInForce(agent)).as("asked again").isFalse();
    }

    @Test
    void aRevokedCredentialIsForgottenAtOnce() {
        AgentCredentials credentials = new AgentCredentials(
                server.bean(AgentCredentialStore.class), server.bean(JwtTokens.class), transaction(), clock);
        UUID host = UUID.randomUUID();
        String first = credentials.issue(host).agentId().toString();
        assertThat(credentials.isInForce(first)).isTrue();

        String second = credentials.issue(host).agentId().toString();

        assertThat(credentials.isInForce(first)).isFalse();
        assertThat(credentials.isInForce(second)).isTrue();
    }

    private Sessions open() {
        return new Sessions(
                server.bean(SessionStore.class),
                server.bean(UserStore.class),
                transaction(),
                published::add,
                server.bean(DiskGate.class),
                clock);
    }

    private static TransactionTemplate transaction() {
        return new TransactionTemplate(server.bean(PlatformTransactionManager.class));
    }
}
