package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Receiver;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A receiver as the stages and the lanes need it: with its settings in the clear, and nothing absent that
/// has a default.
///
/// **Shape** - the id of a receiver that is made for one person on call is that of the receiver and the user,
/// with `~` between them.
/// **Threads** - immutable.
public record Party(Receiver receiver, Map<String, String> settings, List<Receiver.Limit> limits, Duty duty) {

    private static final char PERSON = '~';

    public Party {
        settings = Map.copyOf(settings);
        limits = List.copyOf(limits);
    }

    public String id() {
        return Objects.requireNonNull(receiver.receiverId(), "a receiver that is stored has an id");
    }

    /// The id of a receiver for one person.
    public static String idOf(String receiverId, String user) {
        return receiverId + PERSON + user;
    }

    /// The receiver that an id is of, whether for one person or not.
    public static String receiverOf(String id) {
        int sign = id.indexOf(PERSON);
        return sign < 0 ? id : id.substring(0, sign);
    }

    /// The person that an id is of.
    public static Optional<String> userOf(String id) {
        int sign = id.indexOf(PERSON);
        return sign < 0 ? Optional.empty() : Optional.of(id.substring(sign + 1));
    }

    public boolean isEnabled() {
        return !Boolean.FALSE.equals(receiver.enabled());
    }

    public Locale language() {
        return Locale.forLanguageTag(receiver.language() == null ? "en" : receiver.language());
    }

    public ZoneId zone() {
        return receiver.zone() == null ? ZoneOffset.UTC : receiver.zone();
    }

    /// Settings hold secrets.
    @Override
    public String toString() {
        return receiver.toString();
    }
}
