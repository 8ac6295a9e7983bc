package io.nocturne.agent.buffer;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// One record of a segment, in a buffer that is used again for the next one.
///
/// **Shape** - length of the payload (4 bytes), CRC-32C over all that follows and the length (4), type (1),
/// sequence number (8), time in milliseconds (8), payload; big-endian. The payload of a snapshot is its JSON
/// object, that of a layout the length of its id (2), the id, and its JSON object.
/// **Threads** - guarded by the buffer's lock.
/// **Source** - docs/decisions/0010.
final class SegmentRecord {

    static final byte LAYOUT = 1;
    static final byte SNAPSHOT = 2;
    static final int HEAD = 25;

    /// As much as the server takes: what is longer could be kept, but never be delivered.
    static final int MAX_PAYLOAD = 8 << 20;

    private static final int FIRST_BYTES = 8 << 10;
    private static final int CRC_AT = 4;
    private static final int TYPE_AT = 8;
    private static final int SEQUENCE_AT = 9;
    private static final int TIME_AT = 17;

    private final CRC32C crc = new CRC32C();
    private byte[] bytes = new byte[FIRST_BYTES];
    private ByteBuffer fields = ByteBuffer.wrap(bytes);

    /// Whether a snapshot and its layout can be kept.
    static boolean fits(EncodedSnapshot snapshot) {
        EncodedLayout layout = snapshot.layout;
        return snapshot.json.length <= MAX_PAYLOAD
                && Short.BYTES + layout.id().length() + layout.json().length <= MAX_PAYLOAD;
    }

    byte type() {
        return fields.get(TYPE_AT);
    }

    long sequence() {
        return fields.getLong(SEQUENCE_AT);
    }

    long timeMillis() {
        return fields.getLong(TIME_AT);
    }

    byte[] bytes() {
        return bytes;
    }

    int payloadLength() {
        return fields.getInt(0);
    }

    /// Length of the whole record.
    int length() {
        return HEAD + payloadLength();
    }

    EncodedLayout layout() {
        int idLength = fields.getShort(HEAD);
        int json = HEAD + Short.BYTES + idLength;
        String id = new String(bytes, HEAD + Short.BYTES, idLength, StandardCharsets.US_ASCII);
        return new EncodedLayout(id, Arrays.copyOfRange(bytes, json, length()));
    }

    void setSnapshot(EncodedSnapshot snapshot) {
        reserve(HEAD + snapshot.json.length);
        System.arraycopy(snapshot.json, 0, bytes, HEAD, snapshot.json.length);
        seal(SNAPSHOT, snapshot.sequence, snapshot.timeMillis, snapshot.json.length);
    }

    void setLayout(EncodedLayout layout) {
        byte[] id = layout.id().getBytes(StandardCharsets.US_ASCII);
        int length = Short.BYTES + id.length + layout.json().length;
        reserve(HEAD + length);
        fields.putShort(HEAD, (short) id.length);
        System.arraycopy(id, 0, bytes, HEAD + Short.BYTES, id.length);
        System.arraycopy(layout.json(), 0, bytes, HEAD + Short.BYTES + id.length, layout.json().length);
        seal(LAYOUT, 0, 0, length);
    }

    /// Reads the record at the file's present position; false when what stands there before `end` is not a
    /// whole one.
    boolean read(RandomAccessFile file, long end) throws IOException {
        long left = end - file.getFilePointer();
        if (left < HEAD) {
            return false;
        }
        try {
            file.readFully(bytes, 0, HEAD);
            int length = payloadLength();
            if (length < 0 || length > MAX_PAYLOAD || length > left - HEAD) {
                return false;
            }
            reserve(HEAD + length);
            file.readFully(bytes, HEAD, length);
            return isWhole(length);
        } catch (EOFException e) {
            return false;
        }
    }

    private boolean isWhole(int length) {
        if (fields.getInt(CRC_AT) != checksum(length)) {
            return false;
        }
        return switch (type()) {
            case SNAPSHOT -> true;
            case LAYOUT ->
                length >= Short.BYTES && fields.getShort(HEAD) >= 0 && fields.getShort(HEAD) <= length - Short.BYTES;
            default -> false;
        };
    }

    private void seal(byte type, long sequence, long timeMillis, int length) {
        fields.putInt(0, length);
        fields.put(TYPE_AT, type);
        fields.putLong(SEQUENCE_AT, sequence);
        fields.putLong(TIME_AT, timeMillis);
        fields.putInt(CRC_AT, checksum(length));
    }

    private int checksum(int length) {
        crc.reset();
        crc.update(bytes, 0, CRC_AT);
        crc.update(bytes, TYPE_AT, HEAD - TYPE_AT + length);
        return (int) crc.getValue();
    }

    private void reserve(int length) {
        if (length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length, bytes.length * 2));
            fields = ByteBuffer.wrap(bytes);
        }
    }
}
