package io.nocturne.bench.harness;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What lies between the server and its database, and may fail as a network does.
///
/// **Threads** - safe; two of its own for each connection.
public final class TcpProxy implements Closeable {

    private static final int BUFFER = 1 << 16;
    private static final long POLL_NANOS = 5_000_000;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final @Nullable Watcher watcher;
    private volatile boolean swallows;

    /// **Shape** - on a free port, to `target` on this machine.
    public TcpProxy(int target, @Nullable Watcher watcher) throws IOException {
        this.listener = new ServerSocket(Workbench.freePort(), 200, InetAddress.getLoopbackAddress());
        this.target = target;
        this.watcher = watcher;
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// As long as it swallows nothing is passed on or read, in either direction, and new connections wait.
    public void swallow(boolean now) {
        swallows = now;
    }

    /// Cuts every connection at once.
    public void cutAll() {
        open.forEach(TcpProxy::shut);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cutAll();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().name("proxy-connection").start(() -> serve(client));
            } catch (IOException e) {
                // Closed, or a client that left at once.
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client;
                Socket database = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(database);
            client.setTcpNoDelay(true);
            database.setTcpNoDelay(true);
            Runnable cut = () -> {
                shut(client);
                shut(database);
            };
            Watcher.Link link = watcher == null ? Watcher.Link.NONE : watcher.link(cut);
            Thread back = Thread.ofVirtual().name("proxy-back").start(() -> pump(database, client, link::fromDatabase));
            pump(client, database, link::toDatabase);
            back.join();
            open.remove(database);
        } catch (IOException e) {
            // The database is not there: the client sees its connection end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void pump(Socket from, Socket to, Look look) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
                while (swallows) {
                    LockSupport.parkNanos(POLL_NANOS);
                }
                if (look.passes(buffer, read)) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // One end left; the other must too.
        } finally {
            shut(from);
            shut(to);
        }
    }

    private int read(InputStream in, byte[] buffer) throws IOException {
        while (swallows) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        return in.read(buffer);
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
    }

    private interface Look {

        boolean passes(byte[] bytes, int length);
    }

    /// Sees what goes over each connection, and may cut it.
    public interface Watcher {

        /// A new connection.
        Link link(Runnable cut);

        /// One connection; what is not passed on is lost.
        interface Link {

            Link NONE = new Link() {
                @Override
                public boolean toDatabase(byte[] bytes, int length) {
                    return true;
                }

                @Override
                public boolean fromDatabase(byte[] bytes, int length) {
                    return true;
                }
            };

            /// Called before the bytes are passed on.
            boolean toDatabase(byte[] bytes, int length);

            boolean fromDatabase(byte[] bytes, int length);
        }
    }
}
