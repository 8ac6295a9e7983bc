package io.nocturne.server;

import io.nocturne.model.json.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;

/// A client of the live WebSocket on a bare socket: reads only when told to, so that the TCP window fills,
/// and sends frames as broken as a test wants them.
///
/// **Threads** - confined to the test's.
final class RawLiveClient implements AutoCloseable {

    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private RawLiveClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static RawLiveClient connect(SSLContext tls, int port, String token) {
        try {
            // Small, so that few messages fill what the kernel keeps for a client that does not read.
            Socket plain = new Socket();
            plain.setReceiveBufferSize(4_096);
            plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Socket socket = tls.getSocketFactory().createSocket(plain, "localhost", port, true);
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            RawLiveClient client = new RawLiveClient(socket);
            client.shakeHands(token);
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void text(String text) {
        frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void frame(int opCode, byte[] payload) {
        send(FIN | opCode, true, payload);
    }

    /// A client's frame without the mask that it must have.
    void unmasked(byte[] payload) {
        send(FIN | TEXT, false, payload);
    }

    /// The next text message, once pings are answered.
    ///
    /// **Errors** - [IllegalStateException] when the server closes instead.
    JsonNode next() {
        Frame frame = nextFrame();
        while (frame.opCode() == PING) {
            frame(PONG, frame.payload());
            frame = nextFrame();
        }
        if (frame.opCode() != TEXT) {
            throw new IllegalStateException("the server sent a frame of kind " + frame.opCode() + ": "
                    + (frame.opCode() == CLOSE ? Closed.of(frame) : ""));
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(frame.payload());
        while (!frame.last()) {
            frame = nextFrame();
            text.writeBytes(frame.payload());
        }
        return WireJson.mapper().readTree(text.toByteArray());
    }

    JsonNode until(Predicate<JsonNode> wanted) {
        JsonNode message = next();
        while (!wanted.test(message)) {
            message = next();
        }
        return message;
    }

    /// Reads on until the server closes.
    Closed untilClosed() {
        Frame frame = nextFrame();
        while (frame.opCode() != CLOSE) {
            frame = nextFrame();
        }
        return Closed.of(frame);
    }

    static String typeOf(JsonNode message) {
        return message.get("type").asString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void shakeHands(String token) throws IOException {
        String request = "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer "
                + token + "\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        String answer = head.toString(StandardCharsets.US_ASCII);
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IOException("no WebSocket: " + answer.lines().findFirst().orElse(""));
        }
    }

    private void send(int first, boolean masked, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) first);
        int mask = masked ? MASKED : 0;
        if (payload.length < 126) {
            frame.put((byte) (mask | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (mask | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (mask | 127)).putLong(payload.length);
        }
        if (masked) {
            // Of zeros, which leaves the payload as it is.
            frame.putInt(0);
        }
        frame.put(payload);
        try {
            out.write(frame.array(), 0, frame.position());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Frame nextFrame() {
        try {
            int first = in.readUnsignedByte();
            long length = in.readUnsignedByte() & 0x7F;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            return new Frame((first & FIN) != 0, first & 0x0F, in.readNBytes(Math.toIntExact(length)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // read once, and never compared
    private record Frame(boolean last, int opCode, byte[] payload) {}

    /// How the server closed.
    record Closed(int code, String reason) {

        private static Closed of(Frame frame) {
            ByteBuffer payload = ByteBuffer.wrap(frame.payload());
            int code = payload.remaining() < 2 ? 1005 : Short.toUnsignedInt(payload.getShort());
            return new Closed(code, StandardCharsets.UTF_8.decode(payload).toString());
        }
    }
}
