package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Alert;
import io.nocturne.server.notify.channel.Notice;
import java.util.Optional;

/// What there is to be told of an alert to a receiver: the difference between what it heard and what is.
///
/// **Threads** - immutable.
public record News(Heard heard, Notice.Kind kind) {

    /// Whether it is that the alert is over.
    public boolean isEnd() {
        return heard == Heard.OVER;
    }

    /// Whether somebody should know soon: it is not merely better than it was.
    public boolean isWorse() {
        return switch (kind) {
            case FIRING, ESCALATED, FLAPPING, UNKNOWN, REOPENED -> true;
            case REPEATED, RESOLVED, CHANGED, TEST -> false;
        };
    }

    /// The news of an alert, if there is any.
    ///
    /// **Shape** - `isFlapping` is whether the alert's instance comes and goes; then that is the one thing to
    /// tell.
    public static Optional<News> of(Item item, Alert alert, boolean isFlapping) {
        if (item.isClosed()) {
            return Optional.empty();
        }
        Heard is = Heard.of(alert);
        if (isFlapping && item.heard() != Heard.FLAPPING && is.stands()) {
            return Optional.of(new News(Heard.FLAPPING, Notice.Kind.FLAPPING));
        }
        if (is == item.heard()) {
            return nudge(item, is);
        }
        return switch (is) {
            case NOTHING -> Optional.empty();
            case OVER -> Optional.of(new News(is, Notice.Kind.RESOLVED));
            case UNKNOWN -> Optional.of(new News(is, Notice.Kind.UNKNOWN));
            case FLAPPING -> Optional.of(new News(is, Notice.Kind.FLAPPING));
            case WARNING, CRITICAL -> firing(item, is);
        };
    }

    private static Optional<News> firing(Item item, Heard is) {
        return switch (item.heard()) {
            case NOTHING, OVER -> Optional.of(new News(is, Notice.Kind.FIRING));
            case WARNING -> Optional.of(new News(is, Notice.Kind.ESCALATED));
            // It got better and is not over: the next message says so.
            case CRITICAL -> nudge(item, is);
            case UNKNOWN, FLAPPING -> Optional.of(new News(is, Notice.Kind.CHANGED));
        };
    }

    private static Optional<News> nudge(Item item, Heard is) {
        return switch (item.nudge()) {
            case null -> Optional.empty();
            case REOPENED -> Optional.of(new News(is, Notice.Kind.REOPENED));
            case STILL -> Optional.of(new News(is, Notice.Kind.REPEATED));
        };
    }
}
