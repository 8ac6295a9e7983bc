package io.nocturne.server.notify.channel.email;

import static io.nocturne.server.notify.channel.TestNotices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.TestNotices;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.VendorServer;
import io.nocturne.server.notify.channel.http.VendorServer.Answer;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class EmailChannelIT {

    private static final Clock CLOCK = Clock.fixed(TestNotices.NOW, ZoneOffset.UTC);
    private static final HttpSender HTTP = new HttpSender(HttpSender.client(Duration.ofSeconds(10)), CLOCK);
    private static final String PASSWORD = "corr3ct-h0rse";

    private GreenMail mail;
    private EmailChannel channel;

    @BeforeEach
    void start() {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        channel = channel(Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        mail.stop();
    }

    private static EmailChannel channel(Duration eachWait) {
        return new EmailChannel(new MailServers(eachWait), HTTP, CLOCK);
    }

    private Address address(int port, Map<String, String> memory, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "host", "localhost",
                "port", Integer.toString(port),
                "from", "nocturne@ops.example",
                "recipients", "kim@ops.example, lee@ops.example"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return new Address("mail", new Channels(List.of(channel)).complete("email", settings), memory);
    }

    private Address address(String... more) {
        return address(mail.getSmtp().getPort(), Map.of(), more);
    }

    private MimeMessage received() {
        return mail.getReceivedMessages()[0];
    }

    @Test
    void theUsersOwnFormIsEnough() {
        assertThat(new Channels(List.of(channel)).check("email", Map.of("recipients", "admin@example.com")))
                .isEmpty();
    }

    @Test
    void sendsTextAndHtmlWithThePictureInline() throws Exception {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G'};

        assertThat(channel.deliver(notice().chart(png).build(), address())).isInstanceOf(Delivery.Delivered.class);

        assertThat(mail.getReceivedMessages()).hasSize(2);
        List<Part> parts = parts(received());
        assertThat(parts)
                .extracting(part -> part.getContentType().split(";", 2)[0])
                .containsExactly("text/plain", "text/html", "image/png");
        assertThat((String) parts.get(0).getContent())
                .contains("Critical: web-01 · Filesystem usage /data")
                .contains("Value: 96.4 %")
                .contains("Threshold: 90 %")
                .contains("Acknowledge: https://nocturne.example/a/a-web-01?t=k7");
        assertThat((String) parts.get(1).getContent())
                .contains("cid:chart")
                .contains("Delete old dumps in &lt;dump&gt; &amp; ask the owner.")
                .doesNotContain("<dump>");
        assertThat(parts.get(2).getHeader("Content-ID")).containsExactly("<chart>");
        assertThat(received().getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void showsWhatItWouldSendAndSendsNothing() throws Exception {
        Notice notice = notice().chart(new byte[] {1}).build();
        Address address = address("auth", "plain", "username", "kim", "password", PASSWORD);

        ReceiverPreview.Message shown = channel.preview(notice, address);

        assertThat(mail.getReceivedMessages()).isEmpty();
        assertThat(shown.toString()).doesNotContain(PASSWORD);
        channel.deliver(notice, address());
        assertThat(received().getSubject()).isEqualTo(shown.title());
        List<Part> parts = parts(received());
        assertThat(lines(parts.get(0))).isEqualTo(shown.text().lines().toList());
        assertThat(lines(parts.get(1)))
                .isEqualTo(String.valueOf(shown.html()).lines().toList());
    }

    private static List<String> lines(Part part) throws Exception {
        return ((String) part.getContent()).lines().toList();
    }

    private static List<Part> parts(Part part) throws Exception {
        if (!(part.getContent() instanceof Multipart multipart)) {
            return List.of(part);
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < multipart.getCount(); i++) {
            BodyPart each = multipart.getBodyPart(i);
            parts.addAll(parts(each));
        }
        return parts;
    }

    @Test
    void speaksKorean() throws Exception {
        channel.deliver(notice().korean().build(), address());

        assertThat(received().getSubject()).isEqualTo("[심각] web-01 · Filesystem usage /data");
        assertThat((String) parts(received()).getFirst().getContent()).contains("임계값: 90 %");
    }

    /// TwiN/gatus#1563: Gmail makes threads by the subject without what stands in brackets; all others by
    /// References.
    @Test
    void fiveGroupsInThreeStatesAreFiveThreads() throws Exception {
        for (int i = 0; i < 5; i++) {
            Map<String, String> memory = Map.of();
            for (Notice.Kind kind : List.of(Notice.Kind.FIRING, Notice.Kind.ESCALATED, Notice.Kind.RESOLVED)) {
                AlertStatus status = kind == Notice.Kind.RESOLVED ? AlertStatus.RESOLVED : AlertStatus.FIRING;
                TestNotices notice = notice().kind(kind)
                        .group("group-" + i)
                        .id("n-" + i + kind)
                        .alerts(TestNotices.filesystem("web-0" + i, "/", status));
                if (kind == Notice.Kind.ESCALATED) {
                    notice.alerts(
                            TestNotices.filesystem("web-0" + i, "/", status),
                            TestNotices.filesystem("web-0" + i, "/data", status));
                }
                Delivery delivery = channel.deliver(
                        notice.build(), address(mail.getSmtp().getPort(), memory, "recipients", "kim@ops.example"));
                memory = ((Delivery.Delivered) delivery).memory();
            }
        }

        MimeMessage[] all = mail.getReceivedMessages();
        Set<String> gmail = new HashSet<>();
        Set<String> references = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (MimeMessage each : all) {
            gmail.add(each.getSubject().replaceAll("\\[[^]]*]", "").strip());
            references.add(each.getHeader("References", null));
            assertThat(each.getHeader("In-Reply-To", null)).isEqualTo(each.getHeader("References", null));
            ids.add(each.getMessageID());
        }
        assertThat(all).hasSize(15);
        assertThat(gmail).hasSize(5);
        assertThat(references).hasSize(5);
        assertThat(ids).hasSize(15);
    }

    @Test
    void anAttemptThatIsMadeAgainHasTheSameId() throws Exception {
        channel.deliver(notice().build(), address("recipients", "kim@ops.example"));
        channel.deliver(notice().build(), address("recipients", "kim@ops.example"));

        assertThat(Arrays.stream(mail.getReceivedMessages())
                        .map(EmailChannelIT::id)
                        .distinct())
                .hasSize(1);
    }

    private static String id(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    /// Gmail hides what is beyond 102 KB.
    @Test
    void aHundredAlertsFit() throws Exception {
        channel.deliver(
                notice().korean().items(TestNotices.longest()).omitted(12).build(), address());

        String html = (String) parts(received()).get(1).getContent();
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isBetween(50_000, 102_000);
        assertThat(html).containsPattern("… 그 밖에 [0-9]+건");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "login"})
    void signsIn(String auth) {
        mail.setUser("kim@ops.example", "kim", PASSWORD);
        mail.getUserManager().setAuthRequired(true);

        assertThat(channel.deliver(notice().build(), address("auth", auth, "username", "kim", "password", PASSWORD)))
                .isInstanceOf(Delivery.Delivered.class);
        assertThat(mail.getReceivedMessages()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "login"})
    void givesUpForGoodWhenItIsNotLetIn(String auth, CapturedOutput output) throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp(null, false)) {
            String encoded = Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8));
            server.answer("AUTH LOGIN", "334 VXNlcm5hbWU6")
                    .answer("AUTH PLAIN", "535 5.7.8 not " + PASSWORD)
                    .answer("a2lt", "334 UGFzc3dvcmQ6")
                    .answer(encoded, "535 5.7.8 not " + PASSWORD);

            Delivery delivery = channel.deliver(
                    notice().build(),
                    address(server.port(), Map.of(), "auth", auth, "username", "kim", "password", PASSWORD));

            assertThat(delivery).isInstanceOfSatisfying(Delivery.Rejected.class, rejected -> {
                assertThat(rejected.forGood()).isTrue();
                assertThat(rejected.cause()).contains("535").doesNotContain(PASSWORD);
            });
            assertThat(output.getAll()).doesNotContain(PASSWORD);
        }
    }

    /// Google's and Microsoft's pages on XOAUTH2: base64 of `user=` user ^A `auth=Bearer ` token ^A ^A.
    @Test
    void signsInWithATokenThatItAskedFor() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp(null, false);
                VendorServer tokens = new VendorServer()) {
            tokens.usually(Answer.of(200, "{\"access_token\":\"at-1\",\"expires_in\":3600}"));
            Address address = address(
                    server.port(),
                    Map.of(),
                    "auth",
                    "xoauth2",
                    "username",
                    "kim@ops.example",
                    "tokenUrl",
                    tokens.url() + "/token",
                    "clientId",
                    "nocturne",
                    "clientSecret",
                    "s3cret-s3cret",
                    "refreshToken",
                    "rt-r3fresh");

            assertThat(channel.deliver(notice().build(), address)).isInstanceOf(Delivery.Delivered.class);
            assertThat(channel.deliver(notice().id("n-2").build(), address)).isInstanceOf(Delivery.Delivered.class);

            String expected = Base64.getEncoder()
                    .encodeToString(
                            "user=kim@ops.example\u0001auth=Bearer at-1\u0001\u0001".getBytes(StandardCharsets.UTF_8));
            assertThat(server.heard()).contains("AUTH XOAUTH2 " + expected);
            assertThat(tokens.asked()).hasSize(1);
            assertThat(tokens.last().text())
                    .isEqualTo("grant_type=refresh_token&client_id=nocturne&client_secret=s3cret-s3cret"
                            + "&refresh_token=rt-r3fresh");
        }
    }

    @Test
    void asksForAnotherTokenWhenAKeptOneIsRefused() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp(null, false);
                VendorServer tokens = new VendorServer()) {
            tokens.usually(Answer.of(200, "{\"access_token\":\"at-1\"}"));
            Address address = address(
                    server.port(),
                    Map.of(),
                    "auth",
                    "xoauth2",
                    "username",
                    "kim",
                    "tokenUrl",
                    tokens.url(),
                    "clientId",
                    "nocturne",
                    "clientSecret",
                    "s3cret-s3cret");
            channel.deliver(notice().build(), address);
            server.answer("AUTH", "535 5.7.3 expired");

            assertThat(channel.deliver(notice().id("n-2").build(), address)).isInstanceOf(Delivery.RetryLater.class);
            assertThat(channel.deliver(notice().id("n-2").build(), address))
                    .isInstanceOfSatisfying(
                            Delivery.Rejected.class,
                            rejected -> assertThat(rejected.forGood()).isTrue());
            assertThat(tokens.asked()).hasSize(2);
        }
    }

    @Test
    void givesUpForGoodWhenTheGrantIsNoLongerValid() throws Exception {
        try (VendorServer tokens = new VendorServer()) {
            tokens.usually(Answer.of(400, "{\"error\":\"invalid_grant\",\"hint\":\"rt-r3fresh\"}"));

            Delivery delivery = channel.deliver(
                    notice().build(),
                    address(
                            "auth",
                            "xoauth2",
                            "username",
                            "kim",
                            "tokenUrl",
                            tokens.url(),
                            "clientId",
                            "nocturne",
                            "refreshToken",
                            "rt-r3fresh"));

            assertThat(delivery).isInstanceOfSatisfying(Delivery.Rejected.class, rejected -> {
                assertThat(rejected.forGood()).isTrue();
                assertThat(rejected.cause()).contains("invalid_grant").doesNotContain("rt-r3fresh");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void encrypts(String security) throws Exception {
        TestTls tls = TestTls.forLocalhost();
        channel = new EmailChannel(
                new MailServers(Duration.ofSeconds(10), tls.client().getSocketFactory()), HTTP, CLOCK);
        try (ScriptedSmtp server = new ScriptedSmtp(tls.server(), security.equals("tls"))) {
            Delivery delivery = channel.deliver(
                    notice().build(),
                    address(
                            server.port(),
                            Map.of(),
                            "security",
                            security,
                            "auth",
                            "plain",
                            "username",
                            "kim",
                            "password",
                            PASSWORD));

            assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
            int first = server.heard().indexOf("STARTTLS") + 1;
            assertThat(server.encrypted()).isEqualTo(server.heard().size() - first);
            assertThat(server.heard().subList(0, first)).noneMatch(line -> line.startsWith("AUTH"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void sendsNothingToWhoseCertificateIsNotTrusted(String security) throws Exception {
        TestTls tls = TestTls.forLocalhost();
        try (ScriptedSmtp server = new ScriptedSmtp(tls.server(), security.equals("tls"))) {
            Delivery delivery =
                    channel.deliver(notice().build(), address(server.port(), Map.of(), "security", security));

            assertThat(delivery)
                    .isInstanceOfSatisfying(
                            Delivery.RetryLater.class,
                            later -> assertThat(later.cause()).contains("certificate"));
            assertThat(server.heard()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void sendsNothingInTheClearWhenEncryptionIsWanted() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp(null, false)) {
            Delivery delivery =
                    channel.deliver(notice().build(), address(server.port(), Map.of(), "security", "starttls"));

            assertThat(delivery).isInstanceOfSatisfying(Delivery.Rejected.class, rejected -> {
                assertThat(rejected.forGood()).isTrue();
                assertThat(rejected.cause()).contains("STARTTLS");
            });
            assertThat(server.heard()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 421 4.7.0 too many connections, later, true",
        "MAIL, 451 4.3.0 try again, later, false",
        "., 452 4.3.1 full, later, false",
        "., 554 5.7.1 spam, rejected, false",
        "MAIL, 550 5.7.30 basic authentication is not supported, rejected, true",
        "MAIL, 530 5.7.0 sign in first, rejected, true",
    })
    void readsTheServersCode(String command, String reply, String verdict, boolean whole) throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp(null, false)) {
            server.answer(command, reply);

            Delivery delivery = channel.deliver(notice().build(), address(server.port(), Map.of()));

            if (verdict.equals("later")) {
                assertThat(delivery).isInstanceOfSatisfying(Delivery.RetryLater.class, later -> {
                    assertThat(later.wholeChannel()).isEqualTo(whole);
                    assertThat(later.cause()).contains(reply);
                });
            } else {
                assertThat(delivery).isInstanceOfSatisfying(Delivery.Rejected.class, rejected -> {
                    assertThat(rejected.forGood()).isEqualTo(whole);
                    assertThat(rejected.cause()).contains(reply);
                });
            }
        }
    }

    @Test
    void whoHasAWrongAddressDoesNotKeepItFromTheOthers() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp(null, false)) {
            server.answer("RCPT TO:<lee", "550 5.1.1 no such user");

            assertThat(channel.deliver(notice().build(), address(server.port(), Map.of())))
                    .isInstanceOfSatisfying(
                            Delivery.Delivered.class,
                            delivered -> assertThat(delivered.answer())
                                    .startsWith("1 of 2")
                                    .contains("5.1.1"));
        }
    }

    @Test
    void whoHasItIsNotToldAgainWhenTheOthersAreTriedLater() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp(null, false)) {
            server.answer("RCPT TO:<lee", "451 4.2.1 busy");
            Address address = address(server.port(), Map.of());
            assertThat(channel.deliver(notice().build(), address)).isInstanceOf(Delivery.RetryLater.class);
            server.answer("RCPT TO:<lee", "250 OK");

            assertThat(channel.deliver(notice().build(), address)).isInstanceOf(Delivery.Delivered.class);

            assertThat(server.heard().stream().filter(line -> line.startsWith("RCPT TO:<kim")))
                    .hasSize(1);
        }
    }

    @Test
    void triesAServerLaterThatSaysNothing() throws Exception {
        channel = channel(Duration.ofMillis(300));
        try (ScriptedSmtp server = new ScriptedSmtp(null, false).mute()) {
            assertThat(channel.deliver(notice().build(), address(server.port(), Map.of())))
                    .isInstanceOfSatisfying(
                            Delivery.RetryLater.class,
                            later -> assertThat(later.cause()).isEqualTo("localhost: no answer in time"));
        }
    }

    @Test
    void triesAServerLaterThatIsNotThere() throws Exception {
        ScriptedSmtp server = new ScriptedSmtp(null, false);
        server.close();

        assertThat(channel.deliver(notice().build(), address(server.port(), Map.of())))
                .isInstanceOf(Delivery.RetryLater.class);
    }

    @Test
    void aNameCannotAddAHeader() throws Exception {
        channel.deliver(
                notice().alerts(TestNotices.filesystem("x\r\nBcc: evil@example.com", "/", AlertStatus.FIRING))
                        .build(),
                address());

        assertThat(received().getHeader("Bcc")).isNull();
        assertThat(received().getSubject()).contains("x Bcc: evil@example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recipients=kim|recipients|must be email addresses like ops@example.com; no. 1 is none",
                "recipients=a@b.c port=0|port|must be 1 to 65535",
                "recipients=a@b.c auth=plain username=a password=b host=mx.example|security|must be starttls or tls, "
                        + "so that nobody reads the password",
                "recipients=a@b.c auth=plain username=a|password|is missing, auth plain needs it",
                "recipients=a@b.c auth=xoauth2 username=a tokenUrl=https://x.y clientId=c|clientSecret|is missing, "
                        + "auth xoauth2 needs it",
                "recipients=a@b.c host=mx:25/x|host|must be a host name or an address, without port",
                "recipients=a@b.c security=ssl|security|must be one of none, starttls, tls",
            })
    void refuses(String written, String key, String message) {
        Map<String, String> settings = new HashMap<>();
        Arrays.stream(written.split(" "))
                .map(part -> part.split("=", 2))
                .forEach(part -> settings.put(part[0], part[1]));

        assertThat(new Channels(List.of(channel)).check("email", settings)).anySatisfy(fault -> {
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.message()).isEqualTo(message);
        });
    }
}
