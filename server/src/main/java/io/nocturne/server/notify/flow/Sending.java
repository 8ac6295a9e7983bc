package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.Notification;
import io.nocturne.server.notify.channel.Notice;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A message on its way: what it says, and how often it was tried.
///
/// **Shape** - `since` when the oldest of its news came up. One that `isForced` is sent as it is, whatever
/// became of its alerts: a drill, or one that somebody sends again.
/// **Absent** - `nextAt` unless it waits; `endedAt` until it is over; `answer` until there was one; `drill`,
/// the alert that it says, unless it is one.
/// **Threads** - immutable.
public record Sending(
        String noticeId,
        String receiverId,
        String groupKey,
        Notice.Kind kind,
        List<Said> says,
        Instant createdAt,
        Instant since,
        int attempts,
        @Nullable Instant nextAt,
        Notification.State state,
        @Nullable Instant endedAt,
        @Nullable String answer,
        boolean isForced,
        @Nullable Alert drill) {

    /// Stands for the group of a message about several groups.
    public static final String DIGEST = "digest";

    public Sending {
        says = List.copyOf(says);
    }

    /// What a message says of an alert.
    public record Said(String alertId, Heard heard) {}

    public boolean saysSame(Sending other) {
        return groupKey.equals(other.groupKey) && kind == other.kind && says.equals(other.says);
    }

    /// With the attempts of the message that it takes the place of.
    Sending after(int tries) {
        return with(state, tries, nextAt, null, answer);
    }

    public Sending trying() {
        return with(Notification.State.SENDING, attempts + 1, null, null, answer);
    }

    public Sending waiting(Instant until, String why) {
        return with(Notification.State.WAITING, attempts, until, null, why);
    }

    public Sending ended(Notification.State how, @Nullable String why, Instant at) {
        return with(how, attempts, null, at, why);
    }

    /// To be sent as it is.
    public Sending forced(Instant at) {
        return new Sending(
                noticeId,
                receiverId,
                groupKey,
                kind,
                says,
                createdAt,
                at,
                0,
                at,
                Notification.State.WAITING,
                null,
                answer,
                true,
                drill);
    }

    public Notification view() {
        return new Notification(
                noticeId,
                receiverId,
                kind.name().toLowerCase(Locale.ROOT),
                says.stream().map(Said::alertId).toList(),
                state,
                createdAt,
                attempts,
                nextAt,
                answer,
                drill != null);
    }

    private Sending with(
            Notification.State how, int tried, @Nullable Instant next, @Nullable Instant end, @Nullable String said) {
        return new Sending(
                noticeId,
                receiverId,
                groupKey,
                kind,
                says,
                createdAt,
                since,
                tried,
                next,
                how,
                end,
                said,
                isForced,
                drill);
    }
}
