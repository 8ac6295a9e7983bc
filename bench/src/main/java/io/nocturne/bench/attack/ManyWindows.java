package io.nocturne.bench.attack;

import io.nocturne.model.sample.Layout;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/// One agent whose every delivery reaches over a thousand ten-minute windows.
record ManyWindows() implements Attack {

    private static final int WINDOWS = 1_000;
    private static final int SERIES = 10;
    private static final long APART = Duration.ofMinutes(10).toMillis();

    @Override
    public void run(Ground ground) throws InterruptedException {
        Layout layout = EvilAgent.layout(SERIES, "w");
        ground.crowd(1, number -> {
            try (EvilAgent agent = new EvilAgent(ground, "windows-" + System.nanoTime())) {
                while (!ground.isOver()) {
                    long now = System.currentTimeMillis();
                    List<Long> times = LongStream.range(0, WINDOWS)
                            .mapToObj(i -> now - (WINDOWS - 1 - i) * APART)
                            .toList();
                    ground.pause(agent.send(layout, times, time -> time % 1_000).status() == 200 ? 20 : 500);
                }
            }
        });
    }
}
