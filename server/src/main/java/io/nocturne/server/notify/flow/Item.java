package io.nocturne.server.notify.flow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one receiver knows of one alert, and what it is still to be told.
///
/// **Shape** - `instance` is the same for every alert of one rule, host and series.
/// **Absent** - `closedAt` until nothing more can come.
/// **Threads** - immutable.
public record Item(
        String receiverId,
        String alertId,
        String instance,
        String groupKey,
        String routeId,
        Told told,
        Pending pending,
        @Nullable Instant closedAt) {

    /// Why something is told that is not new.
    public enum Nudge {
        /// An acknowledgement ran out, or covered less.
        REOPENED,
        /// A silence ended over it.
        STILL
    }

    /// Whose it is.
    public record Key(String receiverId, String alertId) {}

    /// What was told.
    ///
    /// **Shape** - `firedAs` is the worst that it was told to fire as, last at `firedAt`.
    /// **Absent** - all but `heard` until there was such a message.
    public record Told(
            Heard heard,
            @Nullable Instant heardAt,
            @Nullable Heard firedAs,
            @Nullable Instant firedAt) {

        static final Told NOTHING = new Told(Heard.NOTHING, null, null, null);

        Told and(Heard what, Instant at) {
            boolean isFire = what == Heard.WARNING || what == Heard.CRITICAL;
            boolean isNews = isFire && (firedAs == null || what.compareTo(firedAs) > 0);
            return new Told(what, at, isNews ? what : firedAs, isNews ? at : firedAt);
        }
    }

    /// What is to be told.
    ///
    /// **Shape** - `isReleased` once a silence or quiet hours that held it have ended; `isAttempted` once a
    /// first message went out of which nobody knows whether it arrived.
    /// **Absent** - `since`, from when on there was news, while there is none; `hold` unless it is held back;
    /// `nudge` unless the same is to be told again; `gaveUp`, the news that could not be delivered.
    public record Pending(
            @Nullable Instant since,
            @Nullable Hold hold,
            @Nullable Nudge nudge,
            @Nullable Heard gaveUp,
            boolean isReleased,
            boolean isAttempted) {

        static final Pending NOTHING = new Pending(null, null, null, null, false, false);
    }

    public static Item fresh(String receiverId, String alertId, String instance, String groupKey, String routeId) {
        return new Item(receiverId, alertId, instance, groupKey, routeId, Told.NOTHING, Pending.NOTHING, null);
    }

    public Key key() {
        return new Key(receiverId, alertId);
    }

    public boolean isClosed() {
        return closedAt != null;
    }

    public Heard heard() {
        return told.heard();
    }

    public @Nullable Hold hold() {
        return pending.hold();
    }

    public @Nullable Instant since() {
        return pending.since();
    }

    public @Nullable Nudge nudge() {
        return pending.nudge();
    }

    public Item withHold(@Nullable Hold hold) {
        return with(new Pending(
                pending.since, hold, pending.nudge, pending.gaveUp, pending.isReleased, pending.isAttempted));
    }

    public Item withSince(@Nullable Instant since) {
        return with(new Pending(
                since, pending.hold, pending.nudge, pending.gaveUp, pending.isReleased, pending.isAttempted));
    }

    public Item nudged(Nudge nudge) {
        return with(new Pending(
                pending.since, pending.hold, nudge, pending.gaveUp, pending.isReleased, pending.isAttempted));
    }

    /// What held it back for long has ended.
    public Item released(Instant now) {
        return with(new Pending(now, null, pending.nudge, pending.gaveUp, true, pending.isAttempted));
    }

    public Item attempted() {
        return with(new Pending(pending.since, pending.hold, pending.nudge, pending.gaveUp, pending.isReleased, true));
    }

    /// Nothing is to be told any more.
    public Item quiet() {
        return with(new Pending(null, null, null, pending.gaveUp, false, pending.isAttempted));
    }

    /// It was told.
    public Item told(Heard what, Instant at) {
        return new Item(
                receiverId,
                alertId,
                instance,
                groupKey,
                routeId,
                told.and(what, at),
                Pending.NOTHING,
                what == Heard.OVER ? at : null);
    }

    /// It could not be told.
    public Item givenUp(@Nullable Heard what) {
        return with(new Pending(null, null, null, what, false, false));
    }

    /// Nothing more is told of it.
    public Item closed(Instant at) {
        return new Item(receiverId, alertId, instance, groupKey, routeId, told, Pending.NOTHING, at);
    }

    private Item with(Pending next) {
        return new Item(receiverId, alertId, instance, groupKey, routeId, told, next, closedAt);
    }
}
