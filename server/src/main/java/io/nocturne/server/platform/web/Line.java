package io.nocturne.server.platform.web;

import java.time.Duration;
import java.util.Optional;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// The connection that the current thread serves: lets the reader of a body say how long it waits.
///
/// **Absent** - on threads that do not belong to the connector.
/// **Threads** - confined to the connection's.
final class Line {

    static final ScopedValue<Line> CURRENT = ScopedValue.newInstance();

    private final SocketWrapperBase<?> socket;
    private final Visit visit;

    Line(SocketWrapperBase<?> socket, Visit visit) {
        this.socket = socket;
        this.visit = visit;
    }

    static Optional<Line> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    void asks() {
        visit.asks();
    }

    String address() {
        return visit.address();
    }

    /// How long the next reads wait for a byte.
    void patience(Duration patience) {
        socket.setReadTimeout(Math.max(1, patience.toMillis()));
    }

    Duration patience() {
        return Duration.ofMillis(socket.getReadTimeout());
    }

    /// Ends the connection at once, with whatever is under way on it.
    void cut() {
        socket.close();
    }
}
