package io.nocturne.server.live;

import java.time.Duration;

/// What clients of the live WebSocket may take from the server.
///
/// **Shape** - `sessions` and `sessionsOfUser` are connections at a time. Frames and changes of subscriptions
/// are budgets: so many at once, and so many more each second. `textOfSubscriptions` counts the characters of
/// all names in a connection's subscriptions. `waitingTicks` is how many hosts of subscriptions may wait for one
/// client, `waitingValues` how many values for the thread that hands them out.
/// **Unit** - `silence` is how long a client may neither take a message nor answer a ping.
record LiveLimits(
        int sessions,
        int sessionsOfUser,
        int subscriptions,
        int textOfSubscriptions,
        int framesAtOnce,
        int framesPerSecond,
        int changesAtOnce,
        int changesPerSecond,
        int misunderstood,
        int waitingTicks,
        long waitingValues,
        Duration ping,
        Duration silence) {

    static final LiveLimits STANDARD = new LiveLimits(
            500,
            20,
            16,
            262_144,
            200,
            50,
            64,
            4,
            16,
            20_000,
            2_000_000,
            Duration.ofSeconds(20),
            Duration.ofSeconds(150));
}
