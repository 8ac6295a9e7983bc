package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Connection.Answer;
import java.util.concurrent.atomic.AtomicInteger;

/// Wrong sign-ins over many connections, half of them for the admin's account.
record WrongSignIns(int total, int connections, AtomicInteger sent) implements Attack {

    @Override
    public void run(Ground ground) throws InterruptedException {
        ground.crowd(connections, number -> {
            try (Connection connection = ground.stranger()) {
                while (!ground.isOver() && sent.incrementAndGet() <= total) {
                    String user = sent.get() % 2 == 0 ? "admin" : "nobody-" + sent.get();
                    Answer answer = ground.api().tryLogin(connection, user, "wrong-" + sent.get());
                    ground.count("sign-ins answered " + answer.status());
                }
            }
            ground.pause(sent.get() >= total ? 1_000 : 0);
        });
    }
}
