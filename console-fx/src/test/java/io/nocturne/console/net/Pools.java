package io.nocturne.console.net;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// Real threads for tests over sockets.
public record Pools(ScheduledExecutorService loop, ExecutorService io) implements AutoCloseable {

    public static Pools open() {
        return new Pools(
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("test-loop").daemon().factory()),
                Executors.newVirtualThreadPerTaskExecutor());
    }

    @Override
    public void close() {
        loop.shutdownNow();
        io.shutdownNow();
    }
}
