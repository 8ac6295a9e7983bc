package io.nocturne.console.fx;

import io.nocturne.model.access.Role;
import java.util.function.Supplier;

/// A screen's line in the registry.
///
/// **Shape** - `icon` is an Ikonli literal; `role` the least that may open it; a screen that is
/// reached from another one names that one's id as its `parent` and has no place in the rail.
public record ScreenEntry(
        String id,
        String title,
        String icon,
        Role role,
        Place place,
        String parent,
        Supplier<? extends Screen> screen) {

    /// A screen with a place of its own; `title` is a key of the bundles.
    public static ScreenEntry inRail(
            String id, String title, String icon, Role role, Place place, Supplier<? extends Screen> screen) {
        return new ScreenEntry(id, title, icon, role, place, id, screen);
    }

    /// A screen below another one.
    public static ScreenEntry below(String parent, String id, Role role, Supplier<? extends Screen> screen) {
        return new ScreenEntry(id, "", "", role, Place.NONE, parent, screen);
    }

    /// Where the rail shows it.
    public enum Place {
        TOP,
        BOTTOM,
        NONE
    }
}
