package io.nocturne.console.state;

import io.nocturne.console.net.Asking;
import io.nocturne.console.net.Live;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/// What the states of one signed-in server share: the ways to ask and to listen, threads and clocks.
public record ConsoleSide(
        Live live,
        Asking asking,
        LiveRouter router,
        LinkWatch watch,
        Executor io,
        ScheduledExecutorService timer,
        InstantSource clock) {

    Instant serverNow() {
        return watch.serverNow();
    }
}
