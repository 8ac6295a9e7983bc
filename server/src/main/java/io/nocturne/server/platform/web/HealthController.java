package io.nocturne.server.platform.web;

import io.nocturne.model.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Whether the process lives and whether it can serve; open to everyone, says nothing else.
@RestController
class HealthController {

    private final JdbcClient jdbc;
    private final List<ReadinessCheck> checks;

    HealthController(JdbcClient jdbc, List<ReadinessCheck> checks) {
        this.jdbc = jdbc;
        this.checks = checks;
    }

    @GetMapping(path = "/-/healthy", produces = MediaType.TEXT_PLAIN_VALUE)
    String healthy() {
        return "healthy\n";
    }

    @GetMapping(path = "/-/ready", produces = MediaType.TEXT_PLAIN_VALUE)
    String ready() {
        try {
            jdbc.sql("SELECT 1").query(Integer.class).single();
        } catch (DataAccessException e) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "the database does not answer");
        }
        List<String> problems = checks.stream()
                .map(ReadinessCheck::problem)
                .flatMap(Optional::stream)
                .toList();
        if (!problems.isEmpty()) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, String.join("; ", problems));
        }
        return "ready\n";
    }
}
