package io.nocturne.server.notify.flow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How it stands with a receiver.
///
/// **Shape** - `failures` in a row; `unspoken` alerts came and went while its budget was used up, and no
/// message has said so yet.
/// **Absent** - `pausedUntil` unless nothing is sent until then; `failingSince` while it works; `blocked`, why
/// nothing is sent until somebody changes the receiver from its `blockedVersion`.
/// **Threads** - immutable.
public record Lane(
        String receiverId,
        int failures,
        @Nullable Instant pausedUntil,
        @Nullable Instant failingSince,
        @Nullable String blocked,
        long blockedVersion,
        int unspoken) {

    static Lane fresh(String receiverId) {
        return new Lane(receiverId, 0, null, null, null, 0, 0);
    }

    public Lane worked() {
        return new Lane(receiverId, 0, null, null, null, 0, 0);
    }

    public Lane failed(Instant now, @Nullable Instant until) {
        return new Lane(
                receiverId,
                failures + 1,
                until,
                failingSince == null ? now : failingSince,
                blocked,
                blockedVersion,
                unspoken);
    }

    public Lane blocked(String why, long version) {
        return new Lane(receiverId, failures, pausedUntil, failingSince, why, version, unspoken);
    }

    public boolean isBlocked(long version) {
        return blocked != null && blockedVersion == version;
    }

    public Lane missed() {
        return new Lane(receiverId, failures, pausedUntil, failingSince, blocked, blockedVersion, unspoken + 1);
    }

    public boolean isPaused(Instant now) {
        return pausedUntil != null && pausedUntil.isAfter(now);
    }
}
