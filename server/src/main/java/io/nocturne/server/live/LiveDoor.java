package io.nocturne.server.live;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.RateLimits;
import io.nocturne.server.platform.web.Problems;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Lets a user open so many live connections in a while. Who opens ever more of them, because each is closed, waits for
/// the refusal: a connection costs the server more than it costs the peer.
///
/// **Threads** - safe; who is refused waits on the connection's own virtual thread.
final class LiveDoor implements HandshakeInterceptor {

    static final int AT_ONCE = 200;

    private static final Duration EACH = Duration.ofSeconds(1);
    private static final int MAX_USERS = 10_000;

    private final RateLimits openings;
    private final Problems problems;
    private final Duration pause;

    /// **Unit** - `pause` is how long a refusal takes.
    LiveDoor(Clock clock, Problems problems, Duration pause) {
        this.openings = new RateLimits(AT_ONCE, EACH, MAX_USERS, clock);
        this.problems = problems;
        this.pause = pause;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException, InterruptedException {
        Principal caller = request.getPrincipal();
        if (caller == null || openings.take(caller.getName()).isZero()) {
            return true;
        }
        Thread.sleep(pause);
        if (response instanceof ServletServerHttpResponse servlet) {
            problems.write(
                    servlet.getServletResponse(),
                    ProblemCode.OVERLOADED,
                    "this user opened more than %d live connections, and then more than one a second"
                            .formatted(AT_ONCE));
        }
        return false;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failure) {
        // What is open is its session's.
    }
}
