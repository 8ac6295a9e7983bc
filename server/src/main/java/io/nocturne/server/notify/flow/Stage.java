package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Alert;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One reason for which news may be held back.
///
/// **Threads** - as its owner's.
public interface Stage {

    /// Why this is not told now, if it is not.
    Optional<Hold> holds(Case news);

    /// News of an alert for a receiver.
    record Case(Item item, Alert alert, News news, Party receiver, Instant now) {

        Optional<Hold> hold(Hold.Reason reason, String by, @Nullable Instant until) {
            return Optional.of(new Hold(reason, by, now, until));
        }
    }
}
