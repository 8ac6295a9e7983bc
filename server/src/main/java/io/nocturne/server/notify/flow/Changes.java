package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.HeldNotification;
import io.nocturne.model.alert.TraceStep;
import java.util.List;
import java.util.Set;

/// What a turn has changed, to be written at once or not at all.
///
/// **Threads** - immutable.
public record Changes(
        long position,
        List<Item> items,
        Set<Item.Key> itemsGone,
        List<AlertGroup> groups,
        Set<AlertGroup.Key> groupsGone,
        List<Lane> lanes,
        List<Sending> sendings,
        List<Step> steps,
        List<HeldNotification> missed) {

    public Changes {
        items = List.copyOf(items);
        itemsGone = Set.copyOf(itemsGone);
        groups = List.copyOf(groups);
        groupsGone = Set.copyOf(groupsGone);
        lanes = List.copyOf(lanes);
        sendings = List.copyOf(sendings);
        steps = List.copyOf(steps);
        missed = List.copyOf(missed);
    }

    /// A line of an alert's trace.
    public record Step(String alertId, TraceStep step) {}
}
