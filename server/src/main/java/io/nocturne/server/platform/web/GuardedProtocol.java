package io.nocturne.server.platform.web;

import java.util.concurrent.Executor;
import org.apache.coyote.http11.Http11NioProtocol;

/// HTTP/1.1 over a [GuardedEndpoint]. Each connection that has something to say gets a virtual thread, which costs
/// next to nothing while a peer lets it wait; the work itself is done by the threads of a [Lane].
public final class GuardedProtocol extends Http11NioProtocol {

    private final GuardedEndpoint endpoint;

    /// Tomcat makes it by its name.
    public GuardedProtocol() {
        this(new GuardedEndpoint());
    }

    private GuardedProtocol(GuardedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    void use(ConnectionGuard guard, Executor connections) {
        endpoint.use(guard);
        setExecutor(connections);
    }

    void sweep() {
        endpoint.sweep();
    }
}
