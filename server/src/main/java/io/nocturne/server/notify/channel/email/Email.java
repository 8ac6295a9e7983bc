package io.nocturne.server.notify.channel.email;

import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.text.Limit;
import io.nocturne.server.notify.text.Measure;
import io.nocturne.server.notify.text.NoticeText;
import io.nocturne.server.notify.text.Tone;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/// The message of a notice: headers that keep a group in one thread, text, HTML and picture.
///
/// **Shape** - `[critical] web-01 · CPU usage`: Gmail makes threads by the subject and ignores what stands in
/// brackets, so the state stands in them and nothing else does. The others go by `References`, which names a
/// message of the group that was never sent.
/// **Source** - RFC 5322, 3.6.4; RFC 3834, 5; TwiN/gatus#1563.
final class Email {

    /// Shown whole in most lists of messages.
    private static final Limit SUBJECT = new Limit(Measure.UTF16, 150);

    private Email() {}

    /// What stays the same through a group's life.
    static String subject(NoticeText text) {
        return SUBJECT.cut(oneLine(text.subjectOrTemplate()).replace('[', '(').replace(']', ')'));
    }

    /// With the state before what stays the same.
    static String subjectLine(NoticeText text, String subject) {
        return "[" + oneLine(text.marked(text.state())) + "] " + subject;
    }

    static EmailBody body(NoticeText text) {
        return new EmailBody(text, text.notice().chartPng() != null);
    }

    static MimeMessage message(JavaMailSender server, NoticeText text, String from, List<String> people, String subject)
            throws MessagingException {
        Notice notice = text.notice();
        byte[] chart = notice.chartPng();
        MimeMessage message = server.createMimeMessage();
        MimeMessageHelper helper =
                new MimeMessageHelper(message, MimeMessageHelper.MULTIPART_MODE_RELATED, StandardCharsets.UTF_8.name());
        helper.setFrom(from);
        helper.setTo(people.toArray(String[]::new));
        helper.setSubject(subjectLine(text, subject));
        helper.setSentDate(Date.from(notice.at()));
        EmailBody body = body(text);
        helper.setText(body.plain(), body.html());
        if (chart != null) {
            helper.addInline(EmailBody.CHART, new ByteArrayResource(chart), "image/png");
        }
        String domain = from.substring(from.indexOf('@') + 1);
        String root = "<group-%s@%s>".formatted(digest(notice.groupKey()), domain);
        message.setHeader("Message-ID", "<notice-%s@%s>".formatted(digest(notice.noticeId()), domain));
        message.setHeader("In-Reply-To", root);
        message.setHeader("References", root);
        // So that no one's holiday answers it.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        if (text.tone() == Tone.CRITICAL) {
            message.setHeader("Importance", "high");
        }
        return message;
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n]+", " ");
    }

    private static String digest(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
