package io.nocturne.server.alert;

import io.nocturne.model.alert.AlertTransition;
import io.nocturne.server.alert.machine.AlertMachine;
import io.nocturne.server.alert.machine.AlertState;
import io.nocturne.server.alert.machine.AlertState.Phase;
import io.nocturne.server.alert.machine.Observation.Value;
import io.nocturne.server.alert.machine.Step;
import io.nocturne.server.alert.machine.Step.Change;
import io.nocturne.server.alert.observe.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The machine over samples that came too late to tell anybody of, beside the live one.
///
/// **Threads** - guarded by the lock of [AlertBook].
final class LateRun {

    private final Bound bound;
    private final @Nullable Window window;
    private final List<Change> changes = new ArrayList<>();
    private AlertState state = AlertState.INACTIVE;

    LateRun(Bound bound) {
        this.bound = bound;
        this.window = bound.newWindow();
    }

    Bound bound() {
        return bound;
    }

    AlertState state() {
        return state;
    }

    /// Whether nothing is lost with it.
    boolean isIdle() {
        return window == null && state.phase() == Phase.INACTIVE;
    }

    /// What came and went with a sample; empty while it is not over, or when it never fired.
    Optional<List<Change>> take(Instant at, double value, Duration interval) {
        double seen = window == null ? value : window.add(at.toEpochMilli(), value);
        if (Double.isNaN(seen)) {
            return Optional.empty();
        }
        Step step = AlertMachine.step(bound.subject().rule(), state, new Value(at, seen, interval));
        state = step.state();
        changes.addAll(step.changes());
        return state.phase() == Phase.INACTIVE ? over() : Optional.empty();
    }

    /// What happened so far, as a step of the live machine: its samples are the next ones.
    Step handOver() {
        return new Step(state, List.copyOf(changes));
    }

    /// What happened, when nobody knows how it went on.
    Optional<List<Change>> cut() {
        if (state.phase() == Phase.FIRING && state.lastAt() != null) {
            changes.add(
                    new Change(AlertTransition.Type.RESOLVED, state.lastAt(), state.severity(), state.value(), null));
        }
        state = AlertState.INACTIVE;
        return over();
    }

    private Optional<List<Change>> over() {
        boolean fired = changes.stream().anyMatch(change -> change.type() == AlertTransition.Type.FIRING);
        List<Change> all = List.copyOf(changes);
        changes.clear();
        return fired ? Optional.of(all) : Optional.empty();
    }
}
