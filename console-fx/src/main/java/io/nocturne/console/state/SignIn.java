package io.nocturne.console.state;

import io.nocturne.console.net.Answer;
import io.nocturne.console.net.Backoff;
import io.nocturne.console.net.CertificateProbe;
import io.nocturne.console.net.LinkFault;
import io.nocturne.console.net.LiveSocket;
import io.nocturne.console.net.PinStore;
import io.nocturne.console.net.PinnedTls;
import io.nocturne.console.net.Probe;
import io.nocturne.console.net.ServerAddress;
import io.nocturne.console.net.ServerClient;
import io.nocturne.console.net.Session;
import io.nocturne.console.net.TyrusTransport;
import io.nocturne.model.access.LoginRequest;
import io.nocturne.model.access.TokenPair;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/// The gate to real servers.
///
/// **Threads** - safe; `loop` is one thread on which live messages are handled.
public final class SignIn implements Gate {

    private final PinStore pins;
    private final CertificateProbe probe;
    private final Executor io;
    private final ScheduledExecutorService loop;
    private final InstantSource clock;
    private final Backoff backoff;

    public SignIn(
            PinStore pins,
            CertificateProbe probe,
            Executor io,
            ScheduledExecutorService loop,
            InstantSource clock,
            Backoff backoff) {
        this.pins = pins;
        this.probe = probe;
        this.io = io;
        this.loop = loop;
        this.clock = clock;
        this.backoff = backoff;
    }

    @Override
    public Probe probe(ServerAddress server) {
        return probe.probe(server);
    }

    @Override
    public Entrance enter(
            ServerAddress server, Probe.Reached seen, String user, String password, Consumer<String> whenOver) {
        switch (seen.verdict()) {
            case CHANGED -> {
                return new Entrance.Unreachable(LinkFault.CERTIFICATE, "the certificate has changed");
            }
            case NEW -> pins.pin(server, seen.ca());
            case PINNED -> {
                // Trusted before.
            }
        }
        PinnedTls tls = PinnedTls.of(seen.ca());
        ServerClient client = new ServerClient(server, tls);
        return switch (client.login(new LoginRequest(user, password))) {
            case Answer.Ok<TokenPair> ok -> new Entrance.Opened(open(client, tls, user, ok.value(), seen, whenOver));
            case Answer.Refused<TokenPair> refused -> {
                client.close();
                yield new Entrance.Refused(refused.code(), refused.detail());
            }
            case Answer.Unreachable<TokenPair> unreachable -> {
                client.close();
                yield new Entrance.Unreachable(unreachable.fault(), unreachable.detail());
            }
        };
    }

    private ServerLink open(
            ServerClient client,
            PinnedTls tls,
            String user,
            TokenPair tokens,
            Probe.Reached seen,
            Consumer<String> whenOver) {
        Session session = new Session(client, user, tokens, loop, io, clock, whenOver);
        LiveRouter router = new LiveRouter();
        LiveSocket socket =
                new LiveSocket(new TyrusTransport(client.server(), tls), session, loop, io, clock, backoff, router);
        ConsoleSide side = new ConsoleSide(socket, session, router, new LinkWatch(clock), io, loop, clock);
        return new ServerLink(client, session, socket, side, seen);
    }
}
