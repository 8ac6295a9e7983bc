package io.nocturne.agent.status;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// Whether an agent does its work, and in one line why not.
///
/// **Shape** - an agent delivers when it runs, has written its status within [#SILENT], and the server has
/// acknowledged something within three intervals and the longest pause between two attempts.
record Verdict(State state, String why) {

    /// The thread that writes the status may wait for the server and then for work: 20 s each.
    static final Duration SILENT = Duration.ofSeconds(60);

    /// The longest pause after a failed attempt, and how old a status may be because it is not written each time.
    static final Duration GRACE = Duration.ofSeconds(25);

    private static final int INTERVALS = 3;

    /// The states.
    enum State {
        DELIVERING,
        NOT_DELIVERING,
        NOT_RUNNING;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    static Verdict of(AgentStatus status, boolean isRunning, Instant now) {
        return isRunning ? running(status, now) : ended(status);
    }

    boolean isWell() {
        return state == State.DELIVERING;
    }

    /// The state and, if there is one, the reason.
    String line() {
        return why.isEmpty() ? state.text() : state.text() + ": " + why;
    }

    private static Verdict ended(AgentStatus status) {
        Optional<Instant> stopped = status.instant(StatusField.STOPPED_AT);
        String reason = status.text(StatusField.STOP_REASON).orElse("no reason is known");
        String seen = status.text(StatusField.WRITTEN_AT).orElse("an unknown time");
        return new Verdict(
                State.NOT_RUNNING,
                stopped.map(time -> "stopped at %s (%s)".formatted(time.truncatedTo(ChronoUnit.SECONDS), reason))
                        .orElseGet(() -> "it ended without a goodbye, and was last seen at " + seen));
    }

    private static Verdict running(AgentStatus status, Instant now) {
        Duration silence = age(status, StatusField.WRITTEN_AT, now).orElse(Duration.ZERO);
        if (silence.compareTo(SILENT) > 0) {
            return not("the agent runs but has not written its status for %d s".formatted(silence.toSeconds()));
        }
        Optional<Duration> acknowledged = age(status, StatusField.ACKNOWLEDGED_AT, now);
        if (acknowledged.isEmpty()) {
            return not("the server has acknowledged nothing since the agent's start");
        }
        Duration limit = Duration.ofSeconds(status.count(StatusField.INTERVAL_SECONDS))
                .multipliedBy(INTERVALS)
                .plus(GRACE);
        if (acknowledged.get().compareTo(limit) > 0) {
            return not("the server's last acknowledgement is %d s old, expected is one within %d s"
                    .formatted(acknowledged.get().toSeconds(), limit.toSeconds()));
        }
        return new Verdict(State.DELIVERING, "");
    }

    private static Verdict not(String why) {
        return new Verdict(State.NOT_DELIVERING, why);
    }

    private static Optional<Duration> age(AgentStatus status, StatusField field, Instant now) {
        return status.instant(field).map(then -> Duration.between(then, now));
    }
}
