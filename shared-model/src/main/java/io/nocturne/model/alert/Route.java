package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which alerts go to whom. Routes are asked in their order; the first that takes an alert ends it, unless it
/// says `continue`.
///
/// **Shape** - `matchers` must all hold, none takes everything. `receivers` are ids; [#EVERYBODY] is every
/// receiver that is enabled. A route with `active` times takes alerts only within them. What has the same
/// values of `groupBy` is one group, and one message. Worse news waits `groupWaitSeconds` for others at most;
/// better news of a part of a group waits until `groupIntervalSeconds` after the last message.
/// **Absent** - `continue` for false; the times for their defaults; `escalateAfterMinutes` where nobody else
/// is told when nobody acknowledges.
public record Route(
        String routeId,
        @Nullable String name,
        List<Matcher> matchers,
        List<String> receivers,
        @JsonProperty("continue") @Nullable Boolean goesOn,
        List<WeeklyWindow> active,
        @Nullable List<String> groupBy,
        @Nullable Long groupWaitSeconds,
        @Nullable Long groupIntervalSeconds,
        @Nullable Long repeatSeconds,
        @Nullable Integer escalateAfterMinutes,
        List<String> escalateTo) {

    /// Stands for every receiver that is enabled.
    public static final String EVERYBODY = "*";

    public Route {
        matchers = matchers == null ? List.of() : List.copyOf(matchers);
        receivers = receivers == null ? List.of() : List.copyOf(receivers);
        active = active == null ? List.of() : List.copyOf(active);
        goesOn = Boolean.TRUE.equals(goesOn);
        groupBy = groupBy == null ? List.of("host") : List.copyOf(groupBy);
        groupWaitSeconds = groupWaitSeconds == null ? 1L : groupWaitSeconds;
        groupIntervalSeconds = groupIntervalSeconds == null ? 300L : groupIntervalSeconds;
        repeatSeconds = repeatSeconds == null ? 14_400L : repeatSeconds;
        escalateTo = escalateTo == null ? List.of() : List.copyOf(escalateTo);
    }

    /// The route that is there from the start: everything to everybody.
    public static Route everything() {
        return new Route(
                "default",
                null,
                List.of(),
                List.of(EVERYBODY),
                false,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                List.of());
    }
}
