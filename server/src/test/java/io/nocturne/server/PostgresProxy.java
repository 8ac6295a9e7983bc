package io.nocturne.server;

import io.nocturne.server.platform.config.DatabaseConfig;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands before a PostgreSQL, and cuts the connection over which a commit's answer comes, or swallows everything.
///
/// **Threads** - safe.
public final class PostgresProxy implements AutoCloseable {

    private final String host;
    private final int port;
    private final DatabaseConfig target;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger answersUntilCut = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean swallowing;

    public PostgresProxy(DatabaseConfig target) {
        this.target = target;
        URI uri = URI.create(String.valueOf(target.url()).substring("jdbc:".length()));
        this.host = uri.getHost();
        this.port = uri.getPort();
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /// The database as it is seen through this.
    public DatabaseConfig config(String parameters) {
        String url = String.valueOf(target.url()).replaceFirst("//[^/]+/", "//localhost:" + door.getLocalPort() + "/");
        return new DatabaseConfig(
                url + "?sslmode=disable&" + parameters, target.username(), target.password(), target.poolSize());
    }

    /// The answer to the next commit after so many, of a transaction or of a row that was inserted, is not passed on.
    public void cutAfter(int answers) {
        answersUntilCut.set(answers);
    }

    public int cuts() {
        return cuts.get();
    }

    /// Packets are taken and never answered.
    public void swallow(boolean all) {
        swallowing = all;
        if (!all) {
            // What was swallowed is lost: these connections are of no use.
            open.forEach(PostgresProxy::quietly);
        }
    }

    @Override
    public void close() {
        quietly(door);
        open.forEach(PostgresProxy::quietly);
        threads.shutdownNow();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket server = new Socket(host, port);
                // Small messages go at once: waiting for more would cost 40 ms each.
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                threads.execute(() -> forward(client, server));
                threads.execute(() -> answer(server, client));
            } catch (IOException e) {
                // The door was closed, or the database is away.
            }
        }
    }

    private void forward(Socket client, Socket server) {
        byte[] bytes = new byte[65_536];
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (!swallowing) {
                    out.write(bytes, 0, read);
                }
            }
        } catch (IOException e) {
            // The other direction ends too.
        }
    }

    private void answer(Socket server, Socket client) {
        try (client;
                server) {
            DataInputStream in = new DataInputStream(server.getInputStream());
            OutputStream out = client.getOutputStream();
            while (true) {
                int type = in.readUnsignedByte();
                int length = in.readInt();
                byte[] body = in.readNBytes(length - Integer.BYTES);
                if (type == 'C' && isCommit(body) && answersUntilCut.getAndDecrement() == 0) {
                    answersUntilCut.set(Integer.MAX_VALUE);
                    cuts.incrementAndGet();
                    return;
                }
                if (!swallowing) {
                    out.write(new byte[] {
                        (byte) type, (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length
                    });
                    out.write(body);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // The other direction ends too.
        }
    }

    private static boolean isCommit(byte[] tag) {
        String text = new String(tag, StandardCharsets.US_ASCII);
        return text.startsWith("COMMIT") || text.startsWith("INSERT");
    }

    private static void quietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is to be gone, and is.
        }
    }
}
