package io.nocturne.bench.harness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection to this machine that is kept open, by hand: a client that does more would cost more than
/// the server under measurement.
///
/// **Errors** - [IOException] when the other side fails or leaves; then the connection is of no more use.
/// **Threads** - confined to the caller's.
/// **Source** - RFC 9112.
public final class Connection implements Closeable {

    private static final int TIMEOUT_MILLIS = 120_000;
    private static final int BUFFER = 1 << 16;
    private static final int MAX_LINE = 8_192;
    private static final int MAX_BODY = 512 << 20;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean discards;
    private final ByteArrayOutputStream request = new ByteArrayOutputStream(BUFFER);

    /// Without `tls` it is plain.
    public Connection(int port, @Nullable SSLContext tls) throws IOException {
        this(port, tls, InetAddress.getLoopbackAddress());
    }

    /// From a given address of this machine, so that the server can tell one client from another.
    public Connection(int port, @Nullable SSLContext tls, InetAddress from) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        socket = tls == null
                ? new Socket(loopback, port, from, 0)
                : tls.getSocketFactory().createSocket("localhost", port, from, 0);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        if (socket instanceof SSLSocket secure) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
        }
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = socket.getOutputStream();
    }

    /// From now on bodies that come in chunks are read and not kept.
    public void discard() {
        discards = true;
    }

    /// How much may wait at this end. The less it is, the sooner the other one feels that nobody reads.
    public void receiveBuffer(int bytes) throws IOException {
        socket.setReceiveBufferSize(bytes);
    }

    /// Sends a request and reads the whole answer.
    ///
    /// **Shape** - each of `headers` ends with CR LF.
    public Answer send(String method, String path, String headers, byte[] body, int length) throws IOException {
        request.reset();
        String head = "%s %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %d\r\n\r\n"
                .formatted(method, path, headers, length);
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.write(body, 0, length);
        request.writeTo(out);
        out.flush();
        return read();
    }

    /// Sends the head of a request whose body comes later, if ever.
    public void head(String method, String path, String headers) throws IOException {
        out.write("%s %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
                .formatted(method, path, headers)
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /// Reads the answer to what was sent by [#head(String, String, String)] and the bytes after it.
    public Answer answer() throws IOException {
        return read();
    }

    /// The bytes behind an answer that changed the protocol.
    public InputStream in() {
        return in;
    }

    public OutputStream out() {
        return out;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Answer read() throws IOException {
        String status = line();
        int length = 0;
        boolean chunked = false;
        int retryAfter = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String name = header.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
            String value = header.substring(colon + 1).strip();
            switch (name) {
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = value.equals("chunked");
                case "retry-after" -> retryAfter = Integer.parseInt(value);
                default -> {}
            }
        }
        int code = Integer.parseInt(status.substring(9, 12));
        return new Answer(code, retryAfter, chunked ? chunks() : exactly(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line().strip(), 16);
            byte[] chunk = exactly(length);
            if (!discards) {
                body.writeBytes(chunk);
            }
            if (body.size() > MAX_BODY) {
                throw new IOException("an answer has more than %d bytes".formatted(MAX_BODY));
            }
            line();
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        if (length > MAX_BODY) {
            throw new IOException("an answer has more than %d bytes".formatted(MAX_BODY));
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > MAX_LINE) {
                throw new EOFException("the connection ended within a head");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /// What came back.
    public static final class Answer {

        private final int status;
        private final int retryAfterSeconds;
        private final byte[] body;

        private Answer(int status, int retryAfterSeconds, byte[] body) {
            this.status = status;
            this.retryAfterSeconds = retryAfterSeconds;
            this.body = body;
        }

        public int status() {
            return status;
        }

        /// 0 where the answer does not say.
        public int retryAfterSeconds() {
            return retryAfterSeconds;
        }

        public byte[] body() {
            return body;
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
