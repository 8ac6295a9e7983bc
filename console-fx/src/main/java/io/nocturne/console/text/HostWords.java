package io.nocturne.console.text;

import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.StopReason;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a host's state is called.
///
/// **Absent** - `stop` for every state but [HostState#STOPPED].
/// **Threads** - as [Texts].
public record HostWords(Texts texts) {

    /// In one or two words, for lists.
    public String brief(HostState state, @Nullable HostStop stop) {
        return switch (state) {
            case REPORTING -> texts.of("state.reporting");
            case STALE -> texts.of("state.stale");
            case NEVER_REPORTED -> texts.of("state.never");
            case STOPPED -> texts.of(key(stop));
        };
    }

    /// With the time since when, where that is known: of today the time alone.
    public String full(HostState state, @Nullable HostStop stop, Instant now) {
        if (state != HostState.STOPPED) {
            return brief(state, stop);
        }
        Instant at = Objects.requireNonNull(stop, "a stopped host said when").at();
        boolean isToday = at.atZone(texts.zone())
                .toLocalDate()
                .equals(now.atZone(texts.zone()).toLocalDate());
        return texts.of("state.since", brief(state, stop), isToday ? texts.clock(at) : texts.dayAndTime(at));
    }

    private static String key(@Nullable HostStop stop) {
        StopReason reason = stop == null ? StopReason.AGENT_STOPPED : stop.reason();
        return switch (reason) {
            case AGENT_STOPPED -> "state.agent-stopped";
            case HOST_SHUTDOWN -> "state.host-shut-down";
            case HOST_SUSPEND -> "state.host-asleep";
        };
    }
}
