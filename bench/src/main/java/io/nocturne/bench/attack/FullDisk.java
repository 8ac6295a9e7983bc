package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.DiskFiller;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The disk filled to its last byte and freed again, five times, while new layouts, enrollments and sign-ins go on.
record FullDisk(DiskFiller filler) implements Attack {

    private static final int TIMES = 5;
    private static final int FULL_MILLIS = 4_000;

    @Override
    public void run(Ground ground) throws Exception {
        Thread writers = Thread.ofVirtual().start(() -> {
            try {
                ground.crowd(4, number -> write(ground, number));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i < TIMES && !ground.isOver(); i++) {
            filler.keepFull(TimeUnit.MILLISECONDS.toNanos(FULL_MILLIS));
            filler.free();
            ground.count("times full");
            ground.pause(2_000);
        }
        writers.join();
    }

    private static void write(Ground ground, int number) throws Exception {
        try (EvilAgent agent = new EvilAgent(ground, "full-" + number + "-" + System.nanoTime());
                Connection connection = ground.api().connect()) {
            for (int i = 0; i < 20 && !ground.isOver(); i++) {
                agent.send(
                        EvilAgent.layout(100, "f" + System.nanoTime()), List.of(System.currentTimeMillis()), time -> 1);
                int status = ground.api()
                        .tryLogin(connection, "admin", ground.api().password())
                        .status();
                ground.count("sign-ins beside it answered " + status);
                ground.pause(100);
            }
        }
    }
}
