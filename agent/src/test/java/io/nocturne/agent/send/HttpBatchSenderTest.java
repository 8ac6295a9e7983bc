package io.nocturne.agent.send;

import static io.nocturne.agent.link.ScriptedServer.problem;
import static io.nocturne.agent.testing.Readings.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.buffer.Batches;
import io.nocturne.agent.buffer.OutboundBatch;
import io.nocturne.agent.buffer.OutboundBuffer;
import io.nocturne.agent.config.AgentConfig;
import io.nocturne.agent.config.ConfigKey;
import io.nocturne.agent.config.ConfigSources;
import io.nocturne.agent.link.CredentialFile;
import io.nocturne.agent.link.Enrollment;
import io.nocturne.agent.link.EnrollmentToken;
import io.nocturne.agent.link.ScriptedServer;
import io.nocturne.agent.link.ServerDoor;
import io.nocturne.agent.link.Timeouts;
import io.nocturne.agent.send.BatchSender.LayoutForm;
import io.nocturne.agent.state.StateDirectory;
import io.nocturne.agent.testing.Buffers;
import io.nocturne.agent.testing.FakeClock;
import io.nocturne.agent.trust.CaSource;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The way to the server over real sockets and real TLS.
class HttpBatchSenderTest {

    private static final Timeouts SHORT =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(6));
    private static final OutboundBatch BATCH = Batches.of(41, number(1), number(2));

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final ScriptedServer server = new ScriptedServer("localhost");
    private final List<ServerDoor> doors = new ArrayList<>();
    private final Map<ConfigKey, String> flags = new EnumMap<>(ConfigKey.class);

    @AfterEach
    void close() {
        doors.forEach(ServerDoor::close);
        server.close();
    }

    @Test
    void anHttpAddressLeadsToTlsAndNothingSecretIsSentByIt() throws Exception {
        localServerFiles();

        SendResult result = sender(server.plainAddress()).send(BATCH, LayoutForm.WHOLE);

        assertThat(result).isEqualTo(new SendResult.Delivered(0));
        assertThat(server.stored()).containsExactly(Map.entry(41L, 0.01), Map.entry(42L, 0.02));
        assertThat(server.plainRequests()).singleElement().satisfies(question -> {
            assertThat(question.getMethod()).isEqualTo("GET");
            assertThat(question.getHeaders().get("Authorization")).isNull();
            assertThat(question.getBodySize()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.com/", "http://localhost:1/", "/elsewhere", "javascript:alert(1)"})
    void aRedirectToAnotherHostOrToHttpIsNotFollowed(String target) throws Exception {
        localServerFiles();
        server.leadTo(target);

        assertThat(sender(server.plainAddress()).send(BATCH, LayoutForm.WHOLE))
                .isInstanceOf(SendResult.RetryLater.class);

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aServerOfAnotherCaIsRefusedBeforeAnythingIsSent() throws Exception {
        localServerFiles();
        Files.writeString(
                data().resolve("tls/ca.pem"),
                new HeldCertificate.Builder().certificateAuthority(0).build().certificatePem());

        SendResult result = sender(server.address()).send(BATCH, LayoutForm.WHOLE);

        assertThat(cause(result)).contains("no trusted TLS connection");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        try (ScriptedServer other = new ScriptedServer("other.example.com")) {
            localServerFiles();
            Files.writeString(data().resolve("tls/ca.pem"), other.authority().certificatePem());

            SendResult result = sender(other.address()).send(BATCH, LayoutForm.WHOLE);

            assertThat(cause(result)).contains("no trusted TLS connection");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void aFingerprintFetchesTheCaAndPinsIt() throws Exception {
        flags.put(ConfigKey.CA_FINGERPRINT, fingerprint(server.authority()));
        flags.put(ConfigKey.ENROLLMENT_TOKEN, ScriptedServer.TOKEN);

        assertThat(sender(server.address()).send(BATCH, LayoutForm.WHOLE)).isEqualTo(new SendResult.Delivered(0));

        assertThat(folder.resolve("state/ca.pem"))
                .content()
                .isEqualToIgnoringWhitespace(server.authority().certificatePem());
    }

    @Test
    void aWrongFingerprintIsRefusedAndNothingIsPinned() throws Exception {
        flags.put(ConfigKey.CA_FINGERPRINT, "00".repeat(32));
        flags.put(ConfigKey.ENROLLMENT_TOKEN, ScriptedServer.TOKEN);

        SendResult result = sender(server.address()).send(BATCH, LayoutForm.WHOLE);

        assertThat(cause(result)).contains("the server shows no CA with the fingerprint 00:00");
        assertThat(folder.resolve("state/ca.pem")).doesNotExist();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theFingerprintOfACaThatDidNotSignTheServersCertificateIsRefused() throws Exception {
        // A chain can show any CA: what counts is that it signed.
        try (ScriptedServer other = new ScriptedServer("other.example.com")) {
            flags.put(ConfigKey.CA_FINGERPRINT, fingerprint(other.authority()));
            flags.put(ConfigKey.ENROLLMENT_TOKEN, ScriptedServer.TOKEN);

            assertThat(cause(sender(other.address()).send(BATCH, LayoutForm.WHOLE)))
                    .contains("no trusted TLS connection");
            assertThat(folder.resolve("state/ca.pem")).doesNotExist();
        }
    }

    @Test
    void beforeTheServerHasMadeItsFilesTheAgentKeepsTrying() throws Exception {
        BatchSender sender = sender(server.address());

        assertThat(cause(sender.send(BATCH, LayoutForm.WHOLE))).contains("ca.pem (yet)");
        localServerFiles();

        assertThat(sender.send(BATCH, LayoutForm.WHOLE)).isEqualTo(new SendResult.Delivered(0));
    }

    @Test
    void aSecondRunUsesTheCredentialOfTheFirst() throws Exception {
        localServerFiles();
        sender(server.address()).send(BATCH, LayoutForm.WHOLE);

        sender(server.address()).send(BATCH, LayoutForm.BY_ID);

        assertThat(paths()).containsExactly("/api/v1/agents/enroll", "/api/v1/ingest", "/api/v1/ingest");
    }

    @Test
    void aLostCredentialIsReplacedByANewEnrollment() throws Exception {
        localServerFiles();
        BatchSender sender = sender(server.address());
        sender.send(BATCH, LayoutForm.WHOLE);
        server.forgetAll();

        assertThat(sender.send(BATCH, LayoutForm.BY_ID)).isInstanceOf(SendResult.Unauthorized.class);
        assertThat(sender.send(BATCH, LayoutForm.WHOLE)).isEqualTo(new SendResult.Delivered(0));
    }

    @Test
    void withoutATokenThatIsSaidAndNothingIsLost() throws Exception {
        localServerFiles();
        BatchSender sender = sender(server.address());
        sender.send(BATCH, LayoutForm.WHOLE);
        server.forgetAll();
        Files.delete(data().resolve("local-enrollment-token"));

        assertThat(sender.send(BATCH, LayoutForm.BY_ID)).isInstanceOf(SendResult.Unauthorized.class);
        assertThat(cause(sender.send(BATCH, LayoutForm.BY_ID))).contains("local-enrollment-token (yet)");
    }

    @Test
    void aRefusedTokenIsSaidAndNotPrinted() throws Exception {
        localServerFiles();
        Files.writeString(data().resolve("local-enrollment-token"), "wr0ng-token\n");

        assertThat(cause(sender(server.address()).send(BATCH, LayoutForm.WHOLE)))
                .contains("refuses the enrollment token")
                .doesNotContain("wr0ng-token");
    }

    @Test
    void anUnknownLayoutIsSaid() throws Exception {
        localServerFiles();

        assertThat(sender(server.address()).send(BATCH, LayoutForm.BY_ID)).isEqualTo(new SendResult.LayoutUnknown());
    }

    @ParameterizedTest
    @EnumSource(names = {"OVERLOADED", "UNAVAILABLE", "INTERNAL", "ROLE_INSUFFICIENT", "NOT_FOUND", "CONFLICT"})
    void whatMayWorkLaterIsKept(ProblemCode code) throws Exception {
        localServerFiles();
        server.script(problem(code).newBuilder().setHeader("Retry-After", "30").build());

        SendResult result = sender(server.address()).send(BATCH, LayoutForm.WHOLE);

        assertThat(result)
                .isEqualTo(new SendResult.RetryLater(
                        Optional.of(Duration.ofSeconds(30)), code.status() + " " + code.code() + ": scripted"));
    }

    @Test
    void onlyOurServersOwnWordRejectsData() throws Exception {
        localServerFiles();
        server.script(
                problem(ProblemCode.REQUEST_INVALID),
                new MockResponse.Builder().code(400).body("<html>proxy</html>").build(),
                problem(ProblemCode.REQUEST_TOO_LARGE));
        BatchSender sender = sender(server.address());

        assertThat(sender.send(BATCH, LayoutForm.WHOLE)).isInstanceOf(SendResult.Rejected.class);
        assertThat(sender.send(BATCH, LayoutForm.WHOLE)).isEqualTo(SendResult.RetryLater.because("status 400"));
        assertThat(sender.send(BATCH, LayoutForm.WHOLE)).isInstanceOf(SendResult.TooLarge.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ok",
                "{}",
                "null",
                "[]",
                "{\"accepted\":2",
                "{\"accepted\":1,\"duplicate\":0}",
                "{\"layoutId\":\"x\",\"accepted\":\"two\"}"
            })
    void anAnswerThatIsNoReceiptIsNoDelivery(String body) throws Exception {
        localServerFiles();
        server.script(new MockResponse.Builder().body(body).build());

        assertThat(sender(server.address()).send(BATCH, LayoutForm.WHOLE)).isInstanceOf(SendResult.RetryLater.class);
    }

    @Test
    void anEndlessAnswerIsCutOff() throws Exception {
        localServerFiles();
        server.script(new MockResponse.Builder().body("x".repeat(1 << 20)).build());

        assertThat(cause(sender(server.address()).send(BATCH, LayoutForm.WHOLE)))
                .contains("more than 65536 bytes");
    }

    @Test
    void halfAnAnswerIsNoDelivery() throws Exception {
        localServerFiles();
        server.script(new MockResponse.Builder()
                .body("{\"layoutId\":\"x\",\"accepted\":2,\"duplicate\":0}")
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());

        assertThat(sender(server.address()).send(BATCH, LayoutForm.WHOLE)).isInstanceOf(SendResult.RetryLater.class);
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
        localServerFiles();
        server.script(
                new MockResponse.Builder().headersDelay(30, TimeUnit.SECONDS).build());

        assertThat(cause(sender(server.address()).send(BATCH, LayoutForm.WHOLE)))
                .isEqualTo("no answer in time");
    }

    @Test
    void aServerThatIsAwayIsSaid() throws Exception {
        localServerFiles();
        String address = server.address();
        server.close();

        assertThat(cause(sender(address).send(BATCH, LayoutForm.WHOLE))).contains("connection refused");
    }

    @Test
    void afterAnOutageEverythingIsThereOnceAndInOrder() throws Exception {
        localServerFiles();
        OutboundBuffer buffer = Buffers.open(folder.resolve("numbers"), clock);
        DeliveryLoop loop = new DeliveryLoop(buffer, sender(server.address()), new Backoff(3, () -> 0), clock);
        server.script(
                problem(ProblemCode.INTERNAL),
                problem(ProblemCode.OVERLOADED),
                new MockResponse.Builder().body("garbage").build());
        // Stored, but the agent never hears of it: the case in which a repetition must be told from news.
        server.loseReceipts(2);

        List<Double> taken = new ArrayList<>();
        for (int i = 1; i <= 250; i++) {
            buffer.offer(number(i));
            taken.add(number(i).values().get(0));
            if (i % 50 == 0) {
                loop.attempt();
            }
            if (i == 150) {
                server.forgetAll();
            }
        }
        for (int attempts = 0; buffer.size() > 0 && attempts < 20; attempts++) {
            loop.attempt();
        }

        assertThat(server.stored().values()).containsExactlyElementsOf(taken);
        assertThat(buffer.state().dropped()).isZero();
    }

    @Test
    void aRepetitionAfterALostReceiptIsStoredOnce() throws Exception {
        localServerFiles();
        BatchSender sender = sender(server.address());
        server.loseReceipts(1);

        assertThat(sender.send(BATCH, LayoutForm.WHOLE)).isInstanceOf(SendResult.RetryLater.class);
        assertThat(sender.send(BATCH, LayoutForm.WHOLE)).isEqualTo(new SendResult.Delivered(0));

        assertThat(server.stored()).hasSize(2);
    }

    @Test
    void theCredentialOnDiskIsPrivateAndForThatServerOnly() throws Exception {
        localServerFiles();
        sender(server.address()).send(BATCH, LayoutForm.WHOLE);
        Path file = folder.resolve("state/credential.json");

        assertThat(file).content().contains("\"server\":\"localhost\"");
        Files.writeString(file, Files.readString(file).replace("localhost", "elsewhere"));
        sender(server.address()).send(BATCH, LayoutForm.BY_ID);

        assertThat(paths()).filteredOn("/api/v1/agents/enroll"::equals).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "null", "[]"})
    void aDamagedCredentialIsReplaced(String torn) throws Exception {
        localServerFiles();
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("state/credential.json"), torn);

        assertThat(sender(server.address()).send(BATCH, LayoutForm.WHOLE)).isEqualTo(new SendResult.Delivered(0));
    }

    private BatchSender sender(String address) throws Exception {
        flags.put(ConfigKey.SERVER_URL, address);
        flags.put(ConfigKey.STATE_DIR, folder.resolve("state").toString());
        AgentConfig config = new ConfigSources(flags, Map.of(), Optional.empty()).resolve(data());
        StateDirectory state = StateDirectory.open(config.stateDir());
        ServerDoor door = new ServerDoor(config, new CaSource(config, state, SHORT.connect()), SHORT, clock);
        doors.add(door);
        HostDescription host = new HostDescription("k", "web-1", null, null, null, null, null, null, Map.of());
        Enrollment enrollment = new Enrollment(new CredentialFile(state), new EnrollmentToken(config), () -> host);
        return new HttpBatchSender(door, enrollment, config.interval(), clock);
    }

    /// What a server leaves in its data folder for an agent on the same host.
    private void localServerFiles() throws IOException {
        Files.createDirectories(data().resolve("tls"));
        Files.writeString(data().resolve("tls/ca.pem"), server.authority().certificatePem());
        Files.writeString(data().resolve("local-enrollment-token"), ScriptedServer.TOKEN + "\n");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private List<String> paths() {
        return server.requests().stream()
                .map(request -> request.getUrl().encodedPath())
                .toList();
    }

    private static String cause(SendResult result) {
        assertThat(result).isInstanceOf(SendResult.RetryLater.class);
        return ((SendResult.RetryLater) result).cause();
    }

    private static String fingerprint(HeldCertificate authority) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(authority.certificate().getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }
}
