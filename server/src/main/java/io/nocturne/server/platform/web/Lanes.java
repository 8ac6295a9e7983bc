package io.nocturne.server.platform.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which requests share threads. A purpose that is flooded keeps its own waiting, and nobody else.
///
/// **Threads** - safe.
final class Lanes implements MeterBinder {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration QUESTION_PATIENCE = Duration.ofSeconds(15);

    private final Lane deliveries = new Lane("deliveries", 64, 512, PATIENCE);
    private final Lane questions = new Lane("questions", 8, 64, QUESTION_PATIENCE);
    private final Lane fleetQuestions = new Lane("fleet-questions", 4, 32, QUESTION_PATIENCE);
    /// Wide, because most are refused in no time; how many passwords are hashed at once is bounded where they
    /// are.
    private final Lane signIn = new Lane("sign-in", 16, 512, PATIENCE);
    private final Lane small = new Lane("small", 16, 256, PATIENCE);

    /// The lane of a request; empty for what is answered at once: whether the process lives, and WebSockets.
    Optional<Lane> of(HttpServletRequest request) {
        String path = RequestPath.of(request);
        return switch (path) {
            case "/-/healthy", "/api/v1/live" -> Optional.empty();
            case "/api/v1/ingest", "/api/v1/agents/events" -> Optional.of(deliveries);
            case "/api/v1/auth/login" -> Optional.of(signIn);
            case "/api/v1/query" -> Optional.of(request.getParameter("aggregate") == null ? questions : fleetQuestions);
            case "/api/v1/rules/preview", "/api/v1/alerts/hygiene" -> Optional.of(fleetQuestions);
            case "/api/v1/latest", "/api/v1/top", "/v3/api-docs", "/v3/api-docs.yaml" -> Optional.of(questions);
            default -> Optional.of(path.startsWith("/api/v1/hosts") ? questions : small);
        };
    }

    boolean computes(Lane lane) {
        return lane == questions || lane == fleetQuestions;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Lane lane : all()) {
            Gauge.builder("nocturne.requests.running", lane, Lane::running)
                    .description("Requests that are being answered")
                    .tag("lane", lane.name())
                    .register(registry);
            Gauge.builder("nocturne.requests.waiting", lane, Lane::waiting)
                    .description("Requests that wait for a thread")
                    .tag("lane", lane.name())
                    .register(registry);
        }
    }

    void close() {
        all().forEach(Lane::close);
    }

    private List<Lane> all() {
        return List.of(deliveries, questions, fleetQuestions, signIn, small);
    }
}
