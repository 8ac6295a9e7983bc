package io.nocturne.server.notify.flow;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What the database remembers of everything on its way.
///
/// **Shape** - `open` those that are sent or wait; `sent` the times of messages by receiver.
/// **Threads** - immutable.
public record Remembered(
        long position,
        List<Item> items,
        List<AlertGroup> groups,
        List<Lane> lanes,
        List<Sending> open,
        Map<String, List<Instant>> sent) {

    public Remembered {
        items = List.copyOf(items);
        groups = List.copyOf(groups);
        lanes = List.copyOf(lanes);
        open = List.copyOf(open);
        sent = Map.copyOf(sent);
    }
}
