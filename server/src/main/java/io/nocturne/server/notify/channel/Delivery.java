package io.nocturne.server.notify.channel;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What became of a notice.
public sealed interface Delivery {

    /// The receiver has it. `answer` is what it said, shortened; `memory` what to hand in with the next notice
    /// of the same group.
    record Delivered(String answer, Map<String, String> memory) implements Delivery {

        public Delivered {
            memory = Map.copyOf(memory);
        }
    }

    /// It may work later.
    ///
    /// **Absent** - `after` unless the receiver said when; `wholeChannel` then says that nothing at all must be
    /// sent to it until then.
    record RetryLater(@Nullable Duration after, boolean wholeChannel, String cause) implements Delivery {}

    /// It will not work, however often it is tried: settings are wrong, or the message is. `forGood` says that
    /// nothing must be sent to this receiver until somebody has changed it.
    record Rejected(boolean forGood, String cause) implements Delivery {}
}
