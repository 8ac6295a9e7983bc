package io.nocturne.server.replay;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/// Who waits for which preview: while a threshold is dragged, only the newest one counts.
///
/// **Threads** - safe.
@Component
class RunningPreviews {

    private final ConcurrentMap<Asked, AtomicBoolean> newest = new ConcurrentHashMap<>();

    /// Ends the caller's preview of the same rule that may be running.
    Turn begin(String caller, String ruleId) {
        Asked asked = new Asked(caller, ruleId);
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicBoolean before = newest.put(asked, isOver);
        if (before != null) {
            before.set(true);
        }
        return new Turn(asked, isOver);
    }

    private record Asked(String caller, String ruleId) {}

    /// One preview while it runs.
    final class Turn implements BooleanSupplier, AutoCloseable {

        private final Asked asked;
        private final AtomicBoolean isOver;

        private Turn(Asked asked, AtomicBoolean isOver) {
            this.asked = asked;
            this.isOver = isOver;
        }

        @Override
        public boolean getAsBoolean() {
            return isOver.get();
        }

        @Override
        public void close() {
            newest.remove(asked, isOver);
        }
    }
}
