package io.nocturne.server.notify;

import io.nocturne.model.alert.Receiver;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.notify.channel.SettingFault;
import java.util.ArrayList;
import java.util.List;

/// What may be wrong with a receiver beside its settings.
///
/// **Threads** - stateless.
final class ReceiverCheck {

    static final int MAX_NAME = 100;
    private static final int MAX_LIMITS = 5;
    private static final int MAX_WINDOWS = 20;
    private static final int MOST_MESSAGES = 10_000;
    private static final long MOST_SECONDS = 86_400;
    private static final long LEAST_REPEAT = 60;
    private static final long MOST_REPEAT = 7 * MOST_SECONDS;

    private ReceiverCheck() {}

    /// Every fault, by the key that it has in JSON.
    static List<SettingFault> faults(Receiver wanted) {
        List<SettingFault> faults = new ArrayList<>();
        name(wanted.name(), faults);
        String language = wanted.language();
        if (language != null && !language.equals("en") && !language.equals("ko")) {
            faults.add(new SettingFault("language", "must be en or ko"));
        }
        if (wanted.quietHours() != null && wanted.quietHours().windows().size() > MAX_WINDOWS) {
            faults.add(new SettingFault("quietHours.windows", "may have at most %d".formatted(MAX_WINDOWS)));
        }
        Long repeat = wanted.repeatSeconds();
        if (repeat != null && (repeat < LEAST_REPEAT || repeat > MOST_REPEAT)) {
            faults.add(new SettingFault("repeatSeconds", "must be %d to %d".formatted(LEAST_REPEAT, MOST_REPEAT)));
        }
        limits(wanted.limits() == null ? List.of() : wanted.limits(), faults);
        return faults;
    }

    private static void name(String name, List<SettingFault> faults) {
        if (name == null || name.isBlank()) {
            faults.add(new SettingFault("name", "is missing"));
            return;
        }
        try {
            PlainText.require("name", name, MAX_NAME);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            faults.add(new SettingFault(
                    "name", message.startsWith("name ") ? message.substring("name ".length()) : message));
        }
    }

    private static void limits(List<Receiver.Limit> limits, List<SettingFault> faults) {
        if (limits.size() > MAX_LIMITS) {
            faults.add(new SettingFault("limits", "may have at most %d".formatted(MAX_LIMITS)));
        }
        boolean isFit = limits.stream()
                .allMatch(limit -> limit.messages() >= 1
                        && limit.messages() <= MOST_MESSAGES
                        && limit.seconds() >= 1
                        && limit.seconds() <= MOST_SECONDS);
        if (!isFit) {
            faults.add(new SettingFault(
                    "limits",
                    "must have messages of 1 to %d and seconds of 1 to %d".formatted(MOST_MESSAGES, MOST_SECONDS)));
        }
    }
}
