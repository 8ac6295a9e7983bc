package io.nocturne.server.notify.channel;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.fleet.HostSummary;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What one message says: one or more alerts of a group, as they are when it is sent.
///
/// **Shape** - `noticeId` is the same at every attempt, so that a receiver may drop what it has; `groupKey`
/// is the same through the group's life, for threads and keys of vendors. `items` the most telling first, at
/// most [#MAX_ITEMS]; `omitted` more were left out. `suppressed` alerts say nothing of their own because one
/// of these says enough. `serverUrl` is where people reach this server.
/// **Absent** - `repeat` unless it is told again; `chartPng` where there is nothing to draw; `note`, a line
/// by the server itself (who is asked because an acknowledgement ran out).
/// **Threads** - immutable.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Notice(
        String noticeId,
        String groupKey,
        Kind kind,
        Locale language,
        ZoneId zone,
        Instant at,
        List<Item> items,
        int omitted,
        int suppressed,
        boolean isLate,
        boolean isDrill,
        @Nullable Repeat repeat,
        String serverUrl,
        byte @Nullable [] chartPng,
        @Nullable String note) {

    public static final int MAX_ITEMS = 1_000;

    public Notice {
        items = List.copyOf(items);
    }

    /// The same with a picture, or without one.
    public Notice withChart(byte @Nullable [] png) {
        return new Notice(
                noticeId,
                groupKey,
                kind,
                language,
                zone,
                at,
                items,
                omitted,
                suppressed,
                isLate,
                isDrill,
                repeat,
                serverUrl,
                png,
                note);
    }

    /// Why it is sent.
    public enum Kind {
        /// Something fires that did not.
        FIRING,
        /// The same got worse.
        ESCALATED,
        /// It still fires, and this is said again.
        REPEATED,
        /// Nothing of the group fires any more.
        RESOLVED,
        /// It comes and goes: no more single messages.
        FLAPPING,
        /// Nobody knows: hosts are silent.
        UNKNOWN,
        /// An acknowledgement ran out or covered less.
        REOPENED,
        /// Several things since the last message, some over.
        CHANGED,
        /// Somebody tries the receiver.
        TEST
    }

    /// What it says of one of its groups alone, as a message of its own.
    public Notice part(String key, Kind why, List<Item> ofGroup) {
        return new Notice(
                noticeId, key, why, language, zone, at, ofGroup, 0, 0, isLate, isDrill, repeat, serverUrl, null, note);
    }

    /// An alert, a link that acknowledges it once without signing in, a code for who answers instead, and
    /// what is known of its host.
    ///
    /// **Absent** - `host` when it is gone; `group` unless the message is about several.
    public record Item(
            Alert alert,
            @Nullable String acknowledgeUrl,
            @Nullable String replyCode,
            @Nullable HostSummary host,
            @Nullable Group group) {}

    /// One of the groups of a digest, and whether anything of it still stands.
    public record Group(String key, boolean stands) {}

    /// For how long it has been so, and the how manieth message this is.
    public record Repeat(Instant since, int number) {}
}
