package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Connection.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/// Hosts enrolled by one token as fast as the server takes them.
record Enrolling(int connections) implements Attack {

    @Override
    public void run(Ground ground) throws InterruptedException {
        ground.crowd(connections, number -> {
            try (Connection connection = ground.stranger()) {
                while (!ground.isOver()) {
                    Answer answer = ground.api()
                            .tryEnroll(
                                    connection, ground.api().enrollmentToken(), "e" + number + "-" + System.nanoTime());
                    ground.count("enrollments answered " + answer.status());
                    if (answer.status() != 200 && answer.status() != 201) {
                        ground.pause(1_000L * Math.max(1, answer.retryAfterSeconds()));
                    }
                }
            }
        });
    }

    @Override
    public Map<String, Object> facts(Ground ground) throws Exception {
        Map<String, Object> facts = new LinkedHashMap<>();
        try (Connection connection = ground.api().connect()) {
            String token = ground.api().login(connection);
            facts.put("hostsAnswerBytes", ground.api().get(connection, token, "/api/v1/hosts").length);
        }
        return facts;
    }
}
