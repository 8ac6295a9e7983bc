package io.nocturne.bench.attack;

import java.util.List;

/// One agent that never sends the same layout twice; every tenth has ten thousand series.
record NewLayouts() implements Attack {

    private static final int BIG = 10_000;
    private static final int SMALL = 200;

    @Override
    public void run(Ground ground) throws InterruptedException {
        ground.crowd(1, number -> {
            try (EvilAgent agent = new EvilAgent(ground, "layouts-" + System.nanoTime())) {
                for (int i = 0; !ground.isOver(); i++) {
                    int status = agent.send(
                                    EvilAgent.layout(i % 10 == 0 ? BIG : SMALL, "n" + System.nanoTime()),
                                    List.of(System.currentTimeMillis()),
                                    time -> 1)
                            .status();
                    ground.pause(status == 200 ? 5 : 200);
                }
            }
        });
    }
}
