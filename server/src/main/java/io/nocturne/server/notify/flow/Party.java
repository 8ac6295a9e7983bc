package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Receiver;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// A receiver as the stages and the lanes need it: with its settings in the clear, and nothing absent that has
/// a default.
///
/// **Threads** - immutable.
public record Party(Receiver receiver, Map<String, String> settings, List<Receiver.Limit> limits) {

    public Party {
        settings = Map.copyOf(settings);
        limits = List.copyOf(limits);
    }

    public String id() {
        return Objects.requireNonNull(receiver.receiverId(), "a receiver that is stored has an id");
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
