package io.nocturne.server.notify;

import io.nocturne.model.alert.Matcher;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.platform.web.ProblemException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Labels that a client sends.
final class Labels {

    private static final int MOST = 64;

    private Labels() {}

    /// **Errors** - [ProblemException] `request-invalid` for too many, too long, or hidden characters.
    static Map<String, String> checked(@Nullable Map<String, String> labels) {
        Map<String, String> checked = new HashMap<>();
        if (labels == null) {
            return checked;
        }
        if (labels.size() > MOST) {
            throw ProblemException.invalid("labels may have at most %d".formatted(MOST));
        }
        try {
            labels.forEach((name, value) -> checked.put(
                    PlainText.require("name of a label", name, Matcher.MAX_NAME),
                    PlainText.require("value of a label", value == null ? "" : value, Matcher.MAX_VALUE)));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
        return checked;
    }
}
