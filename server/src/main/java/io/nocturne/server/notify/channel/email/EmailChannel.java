package io.nocturne.server.notify.channel.email;

import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.model.alert.ReceiverType;
import io.nocturne.model.alert.ReceiverType.Kind;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Form;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.Reached;
import io.nocturne.server.notify.channel.SettingCheck;
import io.nocturne.server.notify.channel.SettingFault;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.text.NoticeText;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/// Sends email: one message to all recipients, text and HTML, with the course of the value as a picture.
///
/// **Shape** - `memory` keeps the subject that a group's first message had, since Gmail makes threads by it.
/// **Source** - RFC 5321 for answers of servers; Microsoft 365 takes no passwords any more (550 5.7.30), so
/// XOAUTH2.
@Component
final class EmailChannel implements Channel {

    static final String HOST = "host";
    static final String PORT = "port";
    static final String SECURITY = "security";
    static final String AUTH = "auth";
    static final String USERNAME = "username";
    static final String PASSWORD = "password";
    static final String ACCESS_TOKEN = "accessToken";
    static final String TOKEN_URL = "tokenUrl";
    static final String CLIENT_ID = "clientId";
    static final String CLIENT_SECRET = "clientSecret";
    static final String REFRESH_TOKEN = "refreshToken";
    static final String SCOPE = "scope";
    static final String FROM = "from";
    static final String RECIPIENTS = "recipients";

    static final String SUBJECT = "subject";

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");
    private static final Duration EACH_WAIT = Duration.ofSeconds(10);

    private final MailServers servers;
    private final AccessTokens tokens;
    private final Reached reached = new Reached();
    private final ReceiverType type = Form.of("email")
            .required(RECIPIENTS, Kind.MAILS, 2_000)
            .optional(FROM, Kind.TEXT, 320, "nocturne@localhost")
            .optional(HOST, Kind.TEXT, 253, "localhost")
            .optional(PORT, Kind.NUMBER, 5)
            .choice(SECURITY, "none", "starttls", "tls")
            .choice(AUTH, "none", "plain", "login", "xoauth2")
            .optional(USERNAME, Kind.TEXT, 320)
            .optional(PASSWORD, Kind.SECRET, 500)
            .optional(ACCESS_TOKEN, Kind.SECRET, 4_000)
            .optional(TOKEN_URL, Kind.URL, 2_000)
            .optional(CLIENT_ID, Kind.TEXT, 300)
            .optional(CLIENT_SECRET, Kind.SECRET, 500)
            .optional(REFRESH_TOKEN, Kind.SECRET, 4_000)
            .optional(SCOPE, Kind.TEXT, 500)
            .withTemplates();

    @Autowired
    EmailChannel(HttpSender http, Clock clock) {
        this(new MailServers(EACH_WAIT), http, clock);
    }

    EmailChannel(MailServers servers, HttpSender http, Clock clock) {
        this.servers = servers;
        this.tokens = new AccessTokens(http, clock);
    }

    @Override
    public ReceiverType type() {
        return type;
    }

    @Override
    public List<SettingFault> check(Map<String, String> settings) {
        List<SettingFault> faults = new ArrayList<>();
        SettingCheck.mails(settings.getOrDefault(RECIPIENTS, ""))
                .ifPresent(message -> faults.add(new SettingFault(RECIPIENTS, message)));
        SettingCheck.mail(settings.getOrDefault(FROM, ""))
                .ifPresent(message -> faults.add(new SettingFault(FROM, message)));
        if (!settings.getOrDefault(HOST, "").matches("[A-Za-z0-9.:_-]+")) {
            faults.add(new SettingFault(HOST, "must be a host name or an address, without port"));
        }
        SettingCheck.range(settings.getOrDefault(PORT, "25"), 1, 65_535)
                .ifPresent(message -> faults.add(new SettingFault(PORT, message)));
        String auth = settings.getOrDefault(AUTH, "none");
        if (auth.equals("none")) {
            return faults;
        }
        if (settings.getOrDefault(SECURITY, "none").equals("none") && !THIS_MACHINE.contains(settings.get(HOST))) {
            faults.add(new SettingFault(SECURITY, "must be starttls or tls, so that nobody reads the password"));
        }
        missing(settings, USERNAME, faults);
        if (auth.equals("xoauth2")) {
            if (!settings.containsKey(ACCESS_TOKEN)) {
                missing(settings, TOKEN_URL, faults);
                missing(settings, CLIENT_ID, faults);
                if (!settings.containsKey(REFRESH_TOKEN)) {
                    missing(settings, CLIENT_SECRET, faults);
                }
            }
        } else {
            missing(settings, PASSWORD, faults);
        }
        return faults;
    }

    private static void missing(Map<String, String> settings, String key, List<SettingFault> faults) {
        if (!settings.containsKey(key)) {
            faults.add(new SettingFault(key, "is missing, auth %s needs it".formatted(settings.get(AUTH))));
        }
    }

    @Override
    public Delivery deliver(Notice notice, Address address) {
        List<String> people = SettingCheck.parts(address.required(RECIPIENTS)).stream()
                .filter(person -> !reached.has(address, notice, person))
                .toList();
        if (people.isEmpty()) {
            return new Delivery.Delivered("everybody had it", Map.of());
        }
        return switch (tokens.secret(address)) {
            case AccessTokens.Refused refused -> refused.verdict();
            case AccessTokens.Secret secret -> send(notice, address, people, secret);
        };
    }

    private Delivery send(Notice notice, Address address, List<String> people, AccessTokens.Secret secret) {
        NoticeText text = NoticeText.of(notice, address);
        String subject = address.memory().getOrDefault(SUBJECT, Email.subject(text));
        boolean isOver = notice.kind() == Notice.Kind.RESOLVED || notice.kind() == Notice.Kind.TEST;
        Map<String, String> memory = isOver ? Map.of() : Map.of(SUBJECT, subject);
        JavaMailSenderImpl server = servers.sender(address, secret.value());
        try {
            MimeMessage message = Email.message(server, text, address.required(FROM), people, subject);
            server.send(message);
        } catch (MessagingException e) {
            return new Delivery.Rejected(false, "the message could not be written");
        } catch (MailException e) {
            return refused(notice, address, people, secret, new MailFault(e), memory);
        }
        return new Delivery.Delivered("%s took it for %d".formatted(address.required(HOST), people.size()), memory);
    }

    @Override
    public ReceiverPreview.Message preview(Notice notice, Address address) {
        NoticeText text = NoticeText.of(notice, address);
        EmailBody body = Email.body(text);
        return ReceiverPreview.Message.email(Email.subjectLine(text, Email.subject(text)), body.plain(), body.html());
    }

    private Delivery refused(
            Notice notice,
            Address address,
            List<String> people,
            AccessTokens.Secret secret,
            MailFault fault,
            Map<String, String> memory) {
        List<String> sent = fault.sent();
        people.stream().filter(sent::contains).forEach(person -> reached.add(address, notice, person));
        Delivery verdict = fault.verdict(address.required(HOST), Form.secrets(type, address), secret.value());
        if (fault.isOfAuthentication() && secret.isKept()) {
            // It may have been withdrawn before its time; the next attempt asks for a new one.
            tokens.forget(address);
            return new Delivery.RetryLater(Duration.ZERO, false, "the access token was refused, asking for another");
        }
        return verdict instanceof Delivery.Rejected rejected && !sent.isEmpty()
                ? new Delivery.Delivered("%d of %d; %s".formatted(sent.size(), people.size(), rejected.cause()), memory)
                : verdict;
    }
}
