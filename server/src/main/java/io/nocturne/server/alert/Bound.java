package io.nocturne.server.alert;

import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.server.alert.observe.Window;
import org.jspecify.annotations.Nullable;

/// A rule bound to the place of a series in a layout, or to a host: all that is needed to judge a value,
/// looked up once.
///
/// **Shape** - `position` is -1 where the value is not in a snapshot. A value that is not beyond `quietLimit`
/// raises nothing.
/// **Absent** - `window` where the newest value alone is compared.
/// **Threads** - guarded by the lock of [AlertBook].
record Bound(
        int position,
        Slot slot,
        Subject subject,
        RuleSource source,
        boolean above,
        double quietLimit,
        @Nullable Window window) {

    static Bound of(int position, Slot slot, Subject subject) {
        RuleSource source = subject.rule().rule().source();
        Comparison comparison = subject.rule().rule().comparison();
        return new Bound(
                position,
                slot,
                subject,
                source,
                comparison == Comparison.ABOVE,
                subject.rule().firstRaise(),
                window(source, comparison));
    }

    boolean isQuiet(double value) {
        return !(above ? value > quietLimit : value < quietLimit);
    }

    /// A window of its own, for what is judged beside the live samples.
    @Nullable
    Window newWindow() {
        return window(source, subject.rule().rule().comparison());
    }

    private static @Nullable Window window(RuleSource source, Comparison comparison) {
        return source instanceof RuleSource.Metric metric && Window.isFor(metric)
                ? new Window(metric, comparison)
                : null;
    }
}
