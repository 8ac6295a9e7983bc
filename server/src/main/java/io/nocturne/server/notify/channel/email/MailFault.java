package io.nocturne.server.notify.channel.email;

import io.nocturne.model.text.PlainText;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.LinkFault;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;

/// Why a message was not sent, or not to everybody.
///
/// **Shape** - a server's 4xx may work later, 421 says that nothing does now; its 5xx will not, and whoever
/// cannot sign in need not try again.
/// **Source** - RFC 5321, 4.2.1; RFC 4954, 6.
final class MailFault {

    private static final int SHOWN = 200;
    private static final int SHORTEST_SECRET = 4;
    private static final Pattern CODE = Pattern.compile("^\\s*([45][0-9]{2})[ -]");

    private final List<Exception> chain = new ArrayList<>();

    MailFault(MailException e) {
        if (e instanceof MailSendException failed) {
            for (Exception each : failed.getMessageExceptions()) {
                add(each);
            }
        }
        add(e);
    }

    private void add(Throwable fault) {
        if (!(fault instanceof Exception each) || chain.contains(each) || chain.size() > 50) {
            return;
        }
        chain.add(each);
        if (each instanceof MessagingException messaging && messaging.getNextException() != null) {
            add(messaging.getNextException());
        }
        if (each.getCause() != null) {
            add(each.getCause());
        }
    }

    private <E extends Exception> Optional<E> first(Class<E> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /// Who has the message all the same.
    List<String> sent() {
        return first(SendFailedException.class).map(SendFailedException::getValidSentAddresses).stream()
                .flatMap(Arrays::stream)
                .map(MailFault::text)
                .toList();
    }

    private static String text(Address address) {
        return address instanceof InternetAddress internet ? internet.getAddress() : address.toString();
    }

    boolean isOfAuthentication() {
        return first(AuthenticationFailedException.class).isPresent() && code().orElse(535) >= 500;
    }

    Delivery verdict(String host, List<String> secrets, String secret) {
        OptionalInt code = code();
        if (code.isPresent()) {
            String cause = "%s answered %s".formatted(host, shown(said(), secrets, secret));
            return code.getAsInt() < 500
                    ? new Delivery.RetryLater(null, code.getAsInt() == 421, cause)
                    : new Delivery.Rejected(isForGood(code.getAsInt()), cause);
        }
        if (isOfAuthentication()) {
            return new Delivery.Rejected(true, host + " did not let us sign in");
        }
        Optional<IOException> io = first(IOException.class);
        if (io.isPresent()) {
            return new Delivery.RetryLater(null, false, host + ": " + LinkFault.words(io.get()));
        }
        boolean lacksTls = chain.stream()
                .anyMatch(each -> String.valueOf(each.getMessage()).contains("STARTTLS"));
        return lacksTls
                ? new Delivery.Rejected(true, host + " does not offer STARTTLS")
                : new Delivery.RetryLater(null, false, host + ": the connection broke");
    }

    /// Signing in (RFC 4954), or what all messages of this sender get: `550 5.7.30` among them.
    private boolean isForGood(int code) {
        return isOfAuthentication() || code == 530 || code == 534 || code == 535 || said().contains("5.7.30");
    }

    private OptionalInt code() {
        return chain.stream()
                .mapToInt(MailFault::codeOf)
                .filter(code -> code > 0)
                .findFirst();
    }

    private static int codeOf(Exception each) {
        Matcher code = CODE.matcher(String.valueOf(each.getMessage()));
        return each instanceof MessagingException && code.find() ? Integer.parseInt(code.group(1)) : 0;
    }

    /// The server's own line.
    private String said() {
        return chain.stream()
                .map(each -> String.valueOf(each.getMessage()))
                .filter(message -> CODE.matcher(message).find())
                .findFirst()
                .orElse("with a refusal");
    }

    private static String shown(String said, List<String> secrets, String secret) {
        String shown = said.strip().replaceAll("\\s+", " ");
        for (String each : secrets) {
            shown = each.length() >= SHORTEST_SECRET ? shown.replace(each, "…") : shown;
        }
        shown = secret.length() >= SHORTEST_SECRET ? shown.replace(secret, "…") : shown;
        return PlainText.quoted(shown, SHOWN);
    }
}
