package io.nocturne.server.platform.web;

import java.nio.channels.SocketChannel;

/// One connection, seen from its limits: where it comes from, what it is doing, and since when.
///
/// **Unit** - times are nanoseconds of the guard's clock.
/// **Threads** - guarded by this.
final class Visit {

    /// What a connection is doing. The first two may be closed to make room for others.
    enum Doing {
        /// Nothing whole has come yet: TLS is agreed on, or the first request's head is awaited.
        ARRIVING,
        /// It waits between two requests.
        RESTING,
        /// The head of a further request has begun to come.
        HEAD,
        /// A request is being answered.
        BUSY,
        /// It is a WebSocket, which has limits of its own.
        LIVE,
        /// It was told to go.
        LEAVING
    }

    private final SocketChannel channel;
    private final String address;
    private Doing doing = Doing.ARRIVING;
    private long since;
    private Doing before = Doing.ARRIVING;
    private boolean asked;

    Visit(SocketChannel channel, String address, long now) {
        this.channel = channel;
        this.address = address;
        this.since = now;
    }

    SocketChannel channel() {
        return channel;
    }

    String address() {
        return address;
    }

    synchronized Doing doing() {
        return doing;
    }

    synchronized long since() {
        return since;
    }

    /// A thread reads what has come; false when the connection was told to go.
    synchronized boolean begin() {
        if (doing == Doing.LEAVING) {
            return false;
        }
        before = doing;
        doing = doing == Doing.LIVE ? Doing.LIVE : Doing.BUSY;
        asked = false;
        return true;
    }

    /// A whole request head has come.
    synchronized void asks() {
        asked = true;
    }

    /// The thread has left; the connection waits for its next request, or for the rest of a head.
    synchronized void rest(long now, boolean headBegun) {
        if (doing != Doing.BUSY) {
            return;
        }
        if (headBegun) {
            // A head that trickles in began when it first was one, or when the connection came.
            doing = before == Doing.ARRIVING && !asked ? Doing.ARRIVING : Doing.HEAD;
            since = before == doing && !asked ? since : now;
        } else if (asked) {
            doing = Doing.RESTING;
            since = now;
        } else {
            doing = before;
        }
    }

    synchronized void live() {
        doing = Doing.LIVE;
    }

    /// Marks it as told to go, unless a request is being answered; true if it was marked now.
    synchronized boolean leave() {
        if (doing == Doing.BUSY || doing == Doing.LIVE || doing == Doing.LEAVING) {
            return false;
        }
        doing = Doing.LEAVING;
        return true;
    }
}
