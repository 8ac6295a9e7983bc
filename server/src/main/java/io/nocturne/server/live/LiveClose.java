package io.nocturne.server.live;

import org.springframework.web.socket.CloseStatus;

/// Why the server closes a live connection, as `docs/live-protocol.md` lists it.
final class LiveClose {

    static final CloseStatus TOKEN_EXPIRED = new CloseStatus(4401, "token expired");
    static final CloseStatus ACCESS_ENDED = new CloseStatus(4401, "signed out or revoked");
    static final CloseStatus STOPPING = CloseStatus.GOING_AWAY.withReason("the server stops");
    static final CloseStatus BROKEN = CloseStatus.SERVER_ERROR.withReason("handing out samples failed; connect again");
    static final CloseStatus NO_BINARY = CloseStatus.NOT_ACCEPTABLE.withReason("binary messages are not supported");

    private LiveClose() {}

    static CloseStatus tooManyOfUser(int allowed) {
        return new CloseStatus(4429, "this user has %d live connections; close one first".formatted(allowed));
    }

    static CloseStatus tooMany(int allowed) {
        return new CloseStatus(4429, "the server has %d live connections; come back later".formatted(allowed));
    }

    static CloseStatus notReading(long seconds) {
        return new CloseStatus(4408, "nothing was read for %d s".formatted(seconds));
    }

    static CloseStatus tooManyFrames(int perSecond) {
        return CloseStatus.POLICY_VIOLATION.withReason("more than %d frames a second".formatted(perSecond));
    }

    static CloseStatus tooManyChanges(int perSecond) {
        return CloseStatus.POLICY_VIOLATION.withReason(
                "more than %d subscriptions changed a second".formatted(perSecond));
    }

    static CloseStatus misunderstood(int allowed) {
        return CloseStatus.POLICY_VIOLATION.withReason("%d messages were not understood".formatted(allowed));
    }
}
