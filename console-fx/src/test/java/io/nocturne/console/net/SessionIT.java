package io.nocturne.console.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nocturne.model.access.LoginRequest;
import io.nocturne.model.access.Me;
import io.nocturne.model.access.TokenPair;
import io.nocturne.model.problem.ProblemCode;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionIT {

    private final TestServer server = new TestServer();
    private final Pools pools = Pools.open();
    private final List<String> over = new CopyOnWriteArrayList<>();
    private final ServerClient client =
            new ServerClient(server.address(), PinnedTls.of(server.authority().certificate()));

    @AfterEach
    void close() {
        client.close();
        pools.close();
        server.close();
    }

    @Test
    void aWrongPasswordIsRefusedByItsCode() {
        assertThat(client.login(new LoginRequest("admin", "wrong")))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("credentials-wrong"));
    }

    @Test
    void trustsOnlyThePinnedCertificate() {
        try (ServerClient stranger = new ServerClient(server.address(), PinnedTls.of(new Authority().certificate()))) {
            assertThat(stranger.login(new LoginRequest("admin", TestServer.PASSWORD)))
                    .isInstanceOfSatisfying(
                            Answer.Unreachable.class,
                            unreachable -> assertThat(unreachable.fault()).isEqualTo(LinkFault.CERTIFICATE));
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anExpiredTokenIsRenewedAndTheQuestionAskedAgain() {
        Session session = signIn();
        server.expireAccessToken();

        assertThat(session.ask(Ask.me())).isInstanceOf(Answer.Ok.class);
        assertThat(server.requests()).containsExactly("/auth/login", "/auth/me", "/auth/refresh", "/auth/me");
    }

    @Test
    void everyRefreshUsesTheNewestToken() {
        Session session = signIn();
        for (int i = 0; i < 3; i++) {
            server.expireAccessToken();
            assertThat(session.ask(Ask.me())).isInstanceOf(Answer.Ok.class);
        }
        assertThat(over).isEmpty();
    }

    @Test
    void refreshesAheadOfTheEnd() {
        server.setExpiresInSeconds(2);

        signIn();

        await().untilAsserted(() -> assertThat(server.requests()).contains("/auth/refresh"));
        assertThat(over).isEmpty();
    }

    @Test
    void aRefusedRefreshEndsTheSessionOnce() {
        Session session = signIn();
        server.refuseRefresh(ProblemCode.REFRESH_REFUSED);
        server.expireAccessToken();

        Answer<Me> first = session.ask(Ask.me());
        session.ask(Ask.me());

        assertThat(first).isInstanceOf(Answer.Refused.class);
        await().untilAsserted(() -> assertThat(over).containsExactly("refresh-refused"));
    }

    @Test
    void anOverloadedServerDoesNotEndTheSession() {
        Session session = signIn();
        server.refuseRefresh(ProblemCode.UNAVAILABLE);
        server.expireAccessToken();
        session.ask(Ask.me());

        server.refuseRefresh(null);

        assertThat(session.ask(Ask.me())).isInstanceOf(Answer.Ok.class);
        assertThat(over).isEmpty();
    }

    @Test
    void anAnswerThatIsNotOursIsNoAnswer() {
        Session session = signIn();
        server.answerRaw("<html>proxy</html>");

        assertThat(session.ask(Ask.me()))
                .isInstanceOfSatisfying(
                        Answer.Unreachable.class,
                        unreachable -> assertThat(unreachable.fault()).isEqualTo(LinkFault.BAD_ANSWER));
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        Session session = signIn();
        server.answerRaw("x".repeat(ServerClient.MAX_BODY_BYTES + 1));

        assertThat(session.ask(Ask.me())).isInstanceOf(Answer.Unreachable.class);
    }

    @Test
    void signingOutTellsTheServer() {
        signIn().signOut();

        await().untilAsserted(() -> assertThat(server.requests()).contains("/auth/logout"));
    }

    private Session signIn() {
        TokenPair pair = ((Answer.Ok<TokenPair>) client.login(new LoginRequest("admin", TestServer.PASSWORD))).value();
        return new Session(client, "admin", pair, pools.loop(), pools.io(), InstantSource.system(), over::add);
    }
}
