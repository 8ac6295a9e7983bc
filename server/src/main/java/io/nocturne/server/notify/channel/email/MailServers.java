package io.nocturne.server.notify.channel.email;

import io.nocturne.server.notify.channel.Address;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/// Knows how to speak to a receiver's mail server.
///
/// **Absent** - `sockets` for those of the JVM, with the certificates that it trusts.
/// **Threads** - immutable.
/// **Source** - the properties of the SMTP provider of Angus Mail.
record MailServers(Duration eachWait, @Nullable SSLSocketFactory sockets) {

    MailServers(Duration eachWait) {
        this(eachWait, null);
    }

    /// For one message; `secret` is empty when nobody signs in.
    JavaMailSenderImpl sender(Address address, String secret) {
        String security = address.required(EmailChannel.SECURITY);
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(address.required(EmailChannel.HOST));
        sender.setPort(address.setting(EmailChannel.PORT).map(Integer::parseInt).orElse(port(security)));
        sender.setDefaultEncoding("UTF-8");
        Properties properties = sender.getJavaMailProperties();
        String wait = Long.toString(eachWait.toMillis());
        properties.put("mail.smtp.connectiontimeout", wait);
        properties.put("mail.smtp.timeout", wait);
        properties.put("mail.smtp.writetimeout", wait);
        // Who has a wrong address must not keep it from the others.
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        if (security.equals("tls")) {
            properties.put("mail.smtp.ssl.enable", "true");
        }
        if (security.equals("starttls")) {
            properties.put("mail.smtp.starttls.enable", "true");
            properties.put("mail.smtp.starttls.required", "true");
        }
        if (sockets != null) {
            properties.put("mail.smtp.ssl.socketFactory", sockets);
        }
        String auth = address.required(EmailChannel.AUTH);
        if (!auth.equals("none")) {
            properties.put("mail.smtp.auth", "true");
            properties.put("mail.smtp.auth.mechanisms", mechanism(auth));
            sender.setUsername(address.required(EmailChannel.USERNAME));
            sender.setPassword(secret);
        }
        return sender;
    }

    private static int port(String security) {
        return switch (security) {
            case "tls" -> 465;
            case "starttls" -> 587;
            default -> 25;
        };
    }

    private static String mechanism(String auth) {
        return switch (auth) {
            case "login" -> "LOGIN";
            case "xoauth2" -> "XOAUTH2";
            default -> "PLAIN";
        };
    }
}
