package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/// Connections without a token that send a body byte each five to fifteen seconds.
record SlowBodies(int connections) implements Attack {

    @Override
    public void run(Ground ground) throws InterruptedException {
        ground.crowd(connections, number -> {
            try (Connection connection = ground.stranger()) {
                connection.head(
                        "POST",
                        "/api/v1/ingest",
                        "Content-Type: application/x-protobuf" + Api.CRLF + "Content-Length: 100000" + Api.CRLF);
                Thread.ofVirtual().start(() -> read(ground, connection));
                while (!ground.isOver()) {
                    connection.out().write(8);
                    connection.out().flush();
                    ground.count("bytes sent");
                    ground.pause(ThreadLocalRandom.current().nextInt(5_000, 15_000));
                }
            }
        });
    }

    /// An answer before the body's end is a refusal; the server closes after it, and the attacker comes anew.
    private static void read(Ground ground, Connection connection) {
        try (connection) {
            ground.count("answered " + connection.answer().status());
        } catch (IOException e) {
            // Closed without an answer; the writer sees that too.
        }
    }
}
