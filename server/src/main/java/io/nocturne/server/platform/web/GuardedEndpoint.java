package io.nocturne.server.platform.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketProcessorBase;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/// Tomcat's port with a [ConnectionGuard] at the door. Tomcat's own limits count from the last byte; a peer that sends
/// one now and then passes them all.
///
/// **Threads** - Tomcat's acceptor, its poller, and the threads of connections.
final class GuardedEndpoint extends NioEndpoint {

    /// A peer must take some of its answer within this time.
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(10);

    private final Handshakes handshakes = new Handshakes(Runtime.getRuntime().availableProcessors());
    private @Nullable ConnectionGuard guard;

    /// To be called before the port opens.
    void use(ConnectionGuard guard) {
        this.guard = guard;
    }

    void sweep() {
        guard().sweep(this::dismiss);
    }

    @Override
    public void setHandler(Handler<NioChannel> handler) {
        super.setHandler(new Guarded(handler));
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        if (!guard().admit(socket, address(socket), this::dismiss)) {
            destroySocket(socket);
            return false;
        }
        if (!super.setSocketOptions(socket)) {
            guard().left(socket);
            return false;
        }
        SocketWrapperBase<NioChannel> wrapper = connections.get(socket);
        if (wrapper != null) {
            wrapper.setWriteTimeout(WRITE_PATIENCE.toMillis());
        }
        return true;
    }

    @Override
    protected SocketProcessorBase<NioChannel> createSocketProcessor(
            SocketWrapperBase<NioChannel> socket, SocketEvent event) {
        return new Step(socket, event);
    }

    /// As Tomcat's poller does with a connection whose time is over: the connection's own thread closes it.
    private void dismiss(Visit visit) {
        SocketWrapperBase<NioChannel> wrapper = connections.get(visit.channel());
        if (wrapper == null) {
            guard().left(visit.channel());
        } else {
            wrapper.processSocket(SocketEvent.ERROR, true);
        }
    }

    private ConnectionGuard guard() {
        return Objects.requireNonNull(guard, "the guard stands before the port opens");
    }

    private static String address(SocketChannel socket) {
        try {
            return socket.getRemoteAddress() instanceof InetSocketAddress known && known.getAddress() != null
                    ? ClientAddress.network(known.getAddress().getHostAddress())
                    : "?";
        } catch (IOException e) {
            // Gone already; Tomcat finds out by itself.
            return "?";
        }
    }

    private final class Step extends SocketProcessor {

        Step(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
            super(socket, event);
        }

        @Override
        protected void doRun() {
            NioChannel channel = socketWrapper.getSocket();
            if (channel == null || channel.isHandshakeComplete()) {
                super.doRun();
            } else {
                handshakes.during(super::doRun);
            }
        }
    }

    private final class Guarded implements Handler<NioChannel> {

        private final Handler<NioChannel> handler;

        Guarded(Handler<NioChannel> handler) {
            this.handler = handler;
        }

        @Override
        public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
            Handshakes.over();
            Optional<Visit> visit = guard().visit(socket.getSocket().getIOChannel());
            if (visit.isEmpty() || event == SocketEvent.ERROR || event == SocketEvent.STOP) {
                return handler.process(socket, event);
            }
            if (!visit.get().begin()) {
                return SocketState.CLOSED;
            }
            Line line = new Line(socket, visit.get());
            SocketState state = ScopedValue.where(Line.CURRENT, line).call(() -> handler.process(socket, event));
            switch (state) {
                case OPEN -> visit.get().rest(guard().now(), false);
                case LONG -> visit.get().rest(guard().now(), true);
                case UPGRADING, UPGRADED -> visit.get().live();
                case CLOSED, ASYNC_END, SENDFILE, ASYNC_IO, SUSPENDED -> {
                    // It is closed, or a thread still answers.
                }
            }
            return state;
        }

        @Override
        public Object getGlobal() {
            return handler.getGlobal();
        }

        @Override
        public void release(SocketWrapperBase<NioChannel> socket) {
            NioChannel channel = socket.getSocket();
            if (channel != null && channel.getIOChannel() != null) {
                guard().left(channel.getIOChannel());
            }
            handler.release(socket);
        }

        @Override
        public void pause() {
            handler.pause();
        }

        @Override
        public void recycle() {
            handler.recycle();
        }
    }
}
