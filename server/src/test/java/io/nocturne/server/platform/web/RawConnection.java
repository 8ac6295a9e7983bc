package io.nocturne.server.platform.web;

import io.nocturne.model.json.WireJson;
import io.nocturne.server.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A connection that says exactly what it is told to, well-formed or not.
///
/// **Threads** - confined to the test's.
public final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    public static RawConnection tls(RunningServer server) throws IOException {
        SSLSocket socket = (SSLSocket)
                server.tls().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
        RawConnection connection = new RawConnection(socket);
        socket.startHandshake();
        return connection;
    }

    static RawConnection plain(int port) throws IOException {
        return new RawConnection(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    public Socket socket() {
        return socket;
    }

    RawConnection say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /// Everything until the other side closes.
    Answer rest() throws IOException {
        return new Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /// Whether the other side closed, within the patience; anything that it said before is skipped.
    boolean isClosedByPeer() {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /// Whether the other side has closed by now.
    boolean isClosedByNow() {
        try {
            socket.setSoTimeout(20);
            return isClosedByPeer();
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// An answer as it came over the wire.
    record Answer(String text) {

        int status() {
            return text.length() < 12 ? 0 : Integer.parseInt(text.substring(9, 12));
        }

        @Nullable
        String header(String name) {
            return text.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }

        String body() {
            int end = text.indexOf("\r\n\r\n");
            String body = end < 0 ? "" : text.substring(end + 4);
            // Chunked: the size stands before the one chunk.
            return "chunked".equals(header("Transfer-Encoding"))
                    ? body.substring(body.indexOf("\r\n") + 2).replaceFirst("\r\n0\r\n\r\n$", "")
                    : body;
        }

        /// The problem's code, or the empty text.
        String code() {
            return "application/problem+json".equals(mediaType())
                    ? WireJson.mapper().readTree(body()).path("code").asString("")
                    : "";
        }

        private String mediaType() {
            String type = header("Content-Type");
            return type == null ? "" : type.replaceFirst(";.*", "");
        }
    }
}
