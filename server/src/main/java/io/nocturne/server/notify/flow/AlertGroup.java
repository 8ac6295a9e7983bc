package io.nocturne.server.notify.flow;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The messages about one group to one receiver.
///
/// **Shape** - `number` of messages since the group began; `memory` as the channel gave it with the last.
/// **Absent** - the times until the first message.
/// **Threads** - immutable.
public record AlertGroup(
        String receiverId,
        String groupKey,
        String routeId,
        @Nullable Instant firstToldAt,
        @Nullable Instant lastToldAt,
        int number,
        Map<String, String> memory) {

    public AlertGroup {
        memory = memory == null ? Map.of() : Map.copyOf(memory);
    }

    /// Whose it is.
    public record Key(String receiverId, String groupKey) {}

    static AlertGroup fresh(String receiverId, String groupKey, String routeId) {
        return new AlertGroup(receiverId, groupKey, routeId, null, null, 0, Map.of());
    }

    public Key key() {
        return new Key(receiverId, groupKey);
    }

    /// **Absent** - `fresh` memory where a message about several groups was sent: that of this one stays.
    public AlertGroup told(Instant at, @Nullable Map<String, String> fresh) {
        return new AlertGroup(
                receiverId,
                groupKey,
                routeId,
                firstToldAt == null ? at : firstToldAt,
                at,
                number + 1,
                fresh == null ? memory : fresh);
    }
}
