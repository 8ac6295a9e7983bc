package io.nocturne.console.state;

import io.nocturne.console.net.LinkFault;
import io.nocturne.console.net.ServerAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A server of the sign-in page's list, and how it was when this computer last saw it.
///
/// **Shape** - `fault` is why the last link ended; else `reporting` of `hosts` hosts reported at `seenAt`.
/// **Absent** - everything but the address until the first sign-in.
public record KnownServer(
        ServerAddress address,
        @Nullable String user,
        @Nullable Instant seenAt,
        @Nullable Integer reporting,
        @Nullable Integer hosts,
        @Nullable LinkFault fault) {

    public static KnownServer of(ServerAddress address) {
        return new KnownServer(address, null, null, null, null, null);
    }

    public KnownServer withUser(String newUser) {
        return new KnownServer(address, newUser, seenAt, reporting, hosts, fault);
    }

    public KnownServer seen(Instant at, int nowReporting, int nowHosts) {
        return new KnownServer(address, user, at, nowReporting, nowHosts, null);
    }

    public KnownServer failed(Instant at, LinkFault why) {
        return new KnownServer(address, user, at, reporting, hosts, why);
    }
}
