package io.nocturne.bench.harness;

import io.nocturne.bench.harness.Connection.Answer;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The live WebSocket by hand, because an attacker keeps no protocol, and a measurement should cost little itself.
///
/// **Errors** - [IOException] when the server refuses or ends the session.
/// **Threads** - one may read while another writes.
/// **Source** - RFC 6455.
public final class LiveSocket implements Closeable {

    public static final int TEXT = 1;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final Connection connection;
    private final DataInputStream in;
    private int opcode;

    public LiveSocket(Connection connection, String token) throws IOException {
        this.connection = connection;
        connection.head(
                "GET",
                "/api/v1/live",
                Api.BEARER + token + Api.CRLF + "Upgrade: websocket" + Api.CRLF + "Connection: Upgrade" + Api.CRLF
                        + "Sec-WebSocket-Version: 13" + Api.CRLF + "Sec-WebSocket-Key: bm9jdHVybmUtYmVuY2ghIQ=="
                        + Api.CRLF);
        Answer answer = connection.answer();
        if (answer.status() != 101) {
            connection.close();
            throw new IOException("the live session was answered %d".formatted(answer.status()));
        }
        in = new DataInputStream(connection.in());
    }

    public void send(int kind, String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) (FINAL | kind));
        if (payload.length < TWO_BYTES) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) payload.length);
        }
        // A mask of zeros changes nothing and is one all the same.
        frame.putInt(0).put(payload);
        connection.out().write(frame.array(), 0, frame.position());
        connection.out().flush();
    }

    /// The next frame's text; of which kind it is says [#kind()].
    public String read() throws IOException {
        opcode = in.readUnsignedByte() & 0x0F;
        long length = in.readUnsignedByte() & 0x7F;
        if (length == TWO_BYTES) {
            length = in.readUnsignedShort();
        } else if (length == EIGHT_BYTES) {
            length = in.readLong();
        }
        byte[] payload = in.readNBytes(Math.toIntExact(length));
        if (opcode == CLOSE) {
            return payload.length < 2
                    ? ""
                    : String.valueOf(ByteBuffer.wrap(payload).getShort());
        }
        return new String(payload, StandardCharsets.UTF_8);
    }

    public int kind() {
        return opcode;
    }

    /// As [Connection#receiveBuffer(int)].
    public void receiveBuffer(int bytes) throws IOException {
        connection.receiveBuffer(bytes);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
