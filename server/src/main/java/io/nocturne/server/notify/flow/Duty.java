package io.nocturne.server.notify.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a receiver has to do with being on call.
///
/// **Shape** - `schedules` by id or name, none for most receivers; `isVacant` when it lists nobody
/// beside them.
/// **Absent** - `user` unless the receiver is made for this one person.
/// **Threads** - immutable.
public record Duty(List<String> schedules, @Nullable String user, boolean isVacant) {

    public static final Duty NONE = new Duty(List.of(), null, false);

    public Duty {
        schedules = List.copyOf(schedules);
    }

    public boolean isAsked() {
        return !schedules.isEmpty();
    }
}
