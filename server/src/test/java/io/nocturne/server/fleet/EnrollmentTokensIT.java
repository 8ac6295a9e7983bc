package io.nocturne.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.FakeClock;
import io.nocturne.server.RunningServer;
import io.nocturne.server.access.SecretTokens;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.fleet.store.EnrollmentTokenStore;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.web.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many hosts a token lets in, with a clock that the test moves.
class EnrollmentTokensIT {

    private static final Origin ADMIN = new Origin("admin", "192.0.2.9");

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static RunningServer server;

    private final FakeClock clock = new FakeClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private final EnrollmentTokens tokens = new EnrollmentTokens(
            server.bean(EnrollmentTokenStore.class),
            server.bean(SecretTokens.class),
            server.bean(AuditLog.class),
            clock);

    @BeforeAll
    static void start() {
        server = RunningServer.start(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aTokenWithoutANumberLetsInAThousandHosts() {
        EnrollmentTokens.Created created = tokens.create("default", null, null, ADMIN);

        assertThat(created.stored().usesLeft()).isEqualTo(EnrollmentTokens.DEFAULT_USES);
        assertThat(tokens.replaceLocal(null).stored().usesLeft()).isEqualTo(EnrollmentTokens.MAX_USES);
        assertThatThrownBy(() -> tokens.create("too many", null, EnrollmentTokens.MAX_USES + 1, ADMIN))
                .hasMessage("uses must be 1 to 10000");
    }

    @Test
    void aTokenThatLeakedLetsInSoManyAtATimeWhereverTheyComeFrom() {
        String token =
                tokens.create("leaked", null, EnrollmentTokens.MAX_USES, ADMIN).token();
        int enrolled = 0;
        for (int second = 0; second < 110; second++) {
            for (int i = 0; i < 160; i++) {
                enrolled += takes(token, "192.0.2." + i) ? 1 : 0;
            }
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(enrolled).isBetween(EnrollmentTokens.BURST, EnrollmentTokens.BURST + 110 * 5);
        assertThatThrownBy(() -> {
                    while (true) {
                        tokens.take(token, "192.0.2.1");
                    }
                })
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.OVERLOADED));
    }

    @Test
    void oneAddressGetsNoFurtherWithSeveralTokens() {
        String first =
                tokens.create("first", null, EnrollmentTokens.MAX_USES, ADMIN).token();
        String second =
                tokens.create("second", null, EnrollmentTokens.MAX_USES, ADMIN).token();
        for (int i = 0; i < EnrollmentTokens.BURST; i++) {
            assertThat(takes(first, "192.0.2.1")).isTrue();
        }

        assertThat(takes(second, "192.0.2.1")).isFalse();
        assertThat(takes(second, "192.0.2.2")).isTrue();
    }

    @Test
    void aDeletedTokenIsRefusedAtOnce() {
        EnrollmentTokens.Created created = tokens.create("deleted", null, 5, ADMIN);
        tokens.take(created.token(), "192.0.2.1");

        tokens.delete(created.stored().tokenId(), ADMIN);

        assertRefused(created.token());
    }

    @Test
    void twoDataDirectoriesHaveALocalTokenEach(@TempDir Path other) throws IOException {
        LocalEnrollment here = new LocalEnrollment(tokens, DataDirectory.open(other.resolve("a")), clock);
        LocalEnrollment there = new LocalEnrollment(tokens, DataDirectory.open(other.resolve("b")), clock);
        here.afterSingletonsInstantiated();
        String before = local(other.resolve("a"));
        there.afterSingletonsInstantiated();
        here.afterSingletonsInstantiated();

        assertThat(takes(local(other.resolve("a")), "192.0.2.1")).isTrue();
        assertThat(takes(local(other.resolve("b")), "192.0.2.1")).isTrue();
        assertRefused(before);
    }

    @Test
    void theLocalTokenOfAServerThatIsGoneIsOverAtLast(@TempDir Path other) throws IOException {
        LocalEnrollment running = new LocalEnrollment(tokens, DataDirectory.open(other.resolve("a")), clock);
        LocalEnrollment gone = new LocalEnrollment(tokens, DataDirectory.open(other.resolve("b")), clock);
        running.afterSingletonsInstantiated();
        gone.afterSingletonsInstantiated();
        for (int day = 0; day < 8; day++) {
            clock.advance(Duration.ofDays(1));
            running.keep();
        }

        assertThat(takes(local(other.resolve("a")), "192.0.2.1")).isTrue();
        assertRefused(local(other.resolve("b")));
        running.afterSingletonsInstantiated();
        assertThat(tokens.page(null, 1_000).items())
                .filteredOn(token -> token.description().equals("local agent"))
                .allSatisfy(token -> assertThat(token.expiresAt()).isAfter(clock.instant()));
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> tokens.take(token, "192.0.2.1"))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.ENROLLMENT_REFUSED));
    }

    private static String local(Path data) throws IOException {
        return Files.readString(data.resolve("local-enrollment-token")).strip();
    }

    private boolean takes(String token, String address) {
        try {
            tokens.take(token, address);
            return true;
        } catch (ProblemException e) {
            assertThat(e.code()).isEqualTo(ProblemCode.OVERLOADED);
            return false;
        }
    }
}
