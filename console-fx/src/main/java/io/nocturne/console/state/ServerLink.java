package io.nocturne.console.state;

import io.nocturne.console.net.Fingerprint;
import io.nocturne.console.net.LiveSocket;
import io.nocturne.console.net.Probe;
import io.nocturne.console.net.ServerAddress;
import io.nocturne.console.net.ServerClient;
import io.nocturne.console.net.Session;
import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.ServerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// One signed-in server and everything that the console knows of it.
///
/// **Threads** - safe.
public final class ServerLink implements Monitored, AutoCloseable {

    private final ServerClient client;
    private final Session session;
    private final LiveSocket socket;
    private final ConsoleSide side;
    private final FleetState fleet;
    private final StatusPoll status;
    private final HostMemories memories = new HostMemories();
    private final AtomicLong feeds = new AtomicLong();
    private final Probe.Reached seen;

    /// Starts all parts; `seen` is what the handshake showed.
    public ServerLink(ServerClient client, Session session, LiveSocket socket, ConsoleSide side, Probe.Reached seen) {
        this.client = client;
        this.session = session;
        this.socket = socket;
        this.side = side;
        this.seen = seen;
        this.fleet = new FleetState(side.live(), side.asking(), side.io());
        side.router().add(side.watch());
        side.router().add(fleet);
        fleet.start();
        socket.start();
        this.status = new StatusPoll(side);
    }

    @Override
    public ServerAddress server() {
        return client.server();
    }

    @Override
    public String tls() {
        return seen.tls();
    }

    @Override
    public Fingerprint fingerprint() {
        return seen.fingerprint();
    }

    @Override
    public String username() {
        return session.username();
    }

    @Override
    public Role role() {
        return session.role();
    }

    @Override
    public LinkState link() {
        return side.watch().state();
    }

    @Override
    public Instant serverNow() {
        return side.serverNow();
    }

    @Override
    public FleetState fleet() {
        return fleet;
    }

    @Override
    public Optional<ServerStatus> status() {
        return status.newest();
    }

    @Override
    public HostFeed openHost(String hostId, Duration span) {
        return new HostFeed(hostId, "host-" + feeds.incrementAndGet(), span, memories.of(hostId), side);
    }

    /// How many parts hear the live connection; tests watch it for leaks.
    public int listeners() {
        return side.router().listeners();
    }

    @Override
    public void retryNow() {
        socket.retryNow();
    }

    @Override
    public void resync() {
        socket.retryNow();
        fleet.reload();
    }

    @Override
    public void signOut() {
        session.signOut();
        close();
    }

    @Override
    public void close() {
        status.close();
        socket.close();
        session.close();
    }
}
