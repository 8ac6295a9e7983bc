package io.nocturne.bench.attack;

import io.nocturne.bench.harness.TcpProxy;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The database out of reach without a word: what the server sends to it arrives nowhere, and nothing comes back.
record BlackHole() implements Attack {

    @Override
    public void run(Ground ground) throws InterruptedException {
        TcpProxy proxy = Objects.requireNonNull(ground.proxy(), "this attack needs PostgreSQL");
        proxy.swallow(true);
        try {
            ground.pause(TimeUnit.SECONDS.toMillis(ground.seconds()));
        } finally {
            proxy.swallow(false);
        }
    }
}
