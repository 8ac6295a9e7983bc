package io.nocturne.server.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Walks over one protobuf message, never past its end.
///
/// **Errors** - [IllegalArgumentException] naming the byte of the body and what is wrong there.
/// **Threads** - confined to the caller's.
/// **Source** - https://protobuf.dev/programming-guides/encoding/
final class ProtobufCursor {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int MAX_VARINT_BYTES = 10;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int type;

    ProtobufCursor(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /// Goes to the next field; false at the end. What it stands on must be read or skipped before.
    boolean next() {
        if (at == end) {
            return false;
        }
        int start = at;
        long tag = readVarint();
        type = (int) tag & 7;
        field = (int) (tag >>> 3);
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw fault(start, "there is no field " + Long.toUnsignedString(tag >>> 3));
        }
        return true;
    }

    int field() {
        return field;
    }

    long varint() {
        require(VARINT);
        return readVarint();
    }

    double fixed64() {
        require(FIXED64);
        int start = take(Long.BYTES);
        long bits = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            bits = (bits << Byte.SIZE) | (bytes[start + i] & 0xFF);
        }
        return Double.longBitsToDouble(bits);
    }

    /// The message in this field; this cursor goes on behind it.
    ProtobufCursor message() {
        require(LENGTH);
        int start = at;
        long length = readVarint();
        if (length < 0 || length > end - at) {
            throw fault(
                    start, "a length of %s, only %d bytes are left".formatted(Long.toUnsignedString(length), end - at));
        }
        int from = take((int) length);
        return new ProtobufCursor(bytes, from, at);
    }

    String text(int maxBytes) {
        ProtobufCursor content = message();
        if (content.length() > maxBytes) {
            throw fault(content.at, "a text of %d bytes, allowed are %d".formatted(content.length(), maxBytes));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, content.at, content.length()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("byte %d: a text that is not UTF-8".formatted(content.at), e);
        }
    }

    void skip() {
        switch (type) {
            case VARINT -> readVarint();
            case FIXED64 -> take(Long.BYTES);
            case LENGTH -> message();
            case FIXED32 -> take(Integer.BYTES);
            default -> throw fault(at, "field %d has wire type %d, which is not known".formatted(field, type));
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return at;
    }

    int length() {
        return end - at;
    }

    IllegalArgumentException fault(int position, String what) {
        return new IllegalArgumentException("byte %d: %s".formatted(position, what));
    }

    private void require(int expected) {
        if (type != expected) {
            throw fault(at, "field %d has wire type %d, not %d".formatted(field, type, expected));
        }
    }

    private int take(int length) {
        if (length > end - at) {
            throw fault(at, "cut short, %d bytes are missing".formatted(length - (end - at)));
        }
        int start = at;
        at += length;
        return start;
    }

    private long readVarint() {
        int start = at;
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES && at < end; i++) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw fault(start, "a number that is cut short or has more than %d bytes".formatted(MAX_VARINT_BYTES));
    }
}
