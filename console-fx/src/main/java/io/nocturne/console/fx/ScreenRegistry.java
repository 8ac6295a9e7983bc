package io.nocturne.console.fx;

import java.util.List;

/// The screens that the rail offers, in its order.
///
/// **Threads** - immutable.
public record ScreenRegistry(List<ScreenEntry> entries) {

    public ScreenRegistry {
        entries = List.copyOf(entries);
    }

    /// Those that have a place in the rail.
    public List<ScreenEntry> inRail(ScreenEntry.Place place) {
        return entries.stream().filter(entry -> entry.place() == place).toList();
    }

    /// The entry of an id.
    ///
    /// **Errors** - [IllegalArgumentException] when there is none.
    public ScreenEntry entry(String id) {
        return entries.stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no screen " + id));
    }
}
