package io.nocturne.model.sample;

import java.io.ByteArrayOutputStream;

/// The values of a snapshot in few bytes, and back, exactly.
///
/// **Shape** - for each value a head, an unsigned LEB128 varint of at most 64 bits. Its low 4 bits say
/// what it is: 0 to 9, the number of decimals `e`, and the value is `m / 10^e`, where `m` is the zigzag
/// number in the rest of the head; 14, the eight bytes of an IEEE 754 double follow, the lowest first;
/// 15, the value is absent. 10 to 13 mean nothing yet. With 14 and 15 the rest of the head is 0.
/// **Errors** - [IllegalArgumentException] naming the byte or the value that is wrong.
/// **Source** - `docs/ingest.proto`.
public final class ScaledVarints {

    private static final int IEEE = 14;
    private static final int ABSENT = 15;
    private static final int KIND_BITS = 4;
    private static final int KIND_MASK = 15;
    private static final int MAX_VARINT_BYTES = 10;

    /// Up to here every whole number is a double, so that a division is exact or rounded once.
    private static final double MAX_WHOLE = 1L << 53;

    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

    private ScaledVarints() {}

    public static byte[] encode(SampleValues values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(values.size() * 4);
        for (int i = 0; i < values.size(); i++) {
            if (values.isPresent(i)) {
                write(out, values.get(i));
            } else {
                out.write(ABSENT);
            }
        }
        return out.toByteArray();
    }

    /// The values in `bytes[from, to)`, at most `maxValues`.
    public static SampleValues decode(byte[] bytes, int from, int to, int maxValues) {
        SampleValues.Builder values = new SampleValues.Builder(Math.min(to - from, 64));
        int at = from;
        for (int count = 0; at < to; count++) {
            if (count == maxValues) {
                throw new IllegalArgumentException("values has more than %d entries".formatted(maxValues));
            }
            int end = endOfVarint(bytes, at, to, from);
            long head = varint(bytes, at, end);
            at = end;
            int kind = (int) head & KIND_MASK;
            if (kind < POWERS.length) {
                values.add(zigzag(head >>> KIND_BITS) / POWERS[kind]);
            } else if (head == ABSENT) {
                values.addAbsent();
            } else if (head == IEEE && to - at >= Double.BYTES) {
                values.add(ieee(bytes, at));
                at += Double.BYTES;
            } else {
                throw new IllegalArgumentException("value %d is cut short or of a kind that is not known (head %s)"
                        .formatted(count, Long.toUnsignedString(head)));
            }
        }
        return values.build();
    }

    private static void write(ByteArrayOutputStream out, double value) {
        int decimals = decimals(value);
        if (decimals < 0) {
            out.write(IEEE);
            long bits = Double.doubleToRawLongBits(value);
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                out.write((int) (bits >>> shift));
            }
            return;
        }
        long whole = (long) Math.rint(value * POWERS[decimals]);
        long zigzag = (whole << 1) ^ (whole >> (Long.SIZE - 1));
        long head = (zigzag << KIND_BITS) | decimals;
        while ((head & ~0x7FL) != 0) {
            out.write((int) ((head & 0x7F) | 0x80));
            head >>>= 7;
        }
        out.write((int) head);
    }

    /// The fewest decimals that give the value back bit by bit, or -1.
    private static int decimals(double value) {
        long bits = Double.doubleToRawLongBits(value);
        for (int e = 0; e < POWERS.length; e++) {
            double whole = Math.rint(value * POWERS[e]);
            if (Math.abs(whole) > MAX_WHOLE) {
                return -1;
            }
            // Through a long, as the reader does it: minus zero does not come back that way.
            if (Double.doubleToRawLongBits((long) whole / POWERS[e]) == bits) {
                return e;
            }
        }
        return -1;
    }

    private static int endOfVarint(byte[] bytes, int at, int to, int from) {
        int limit = Math.min(to, at + MAX_VARINT_BYTES);
        for (int i = at; i < limit; i++) {
            if (bytes[i] >= 0) {
                // The tenth byte has room for one bit.
                if (i - at == MAX_VARINT_BYTES - 1 && bytes[i] > 1) {
                    break;
                }
                return i + 1;
            }
        }
        throw new IllegalArgumentException(
                "the number at byte %d of values is cut short or has more than 64 bits".formatted(at - from));
    }

    private static long varint(byte[] bytes, int at, int end) {
        long value = 0;
        for (int i = end - 1; i >= at; i--) {
            value = (value << 7) | (bytes[i] & 0x7F);
        }
        return value;
    }

    private static long zigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    private static double ieee(byte[] bytes, int at) {
        long bits = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            bits = (bits << Byte.SIZE) | (bytes[at + i] & 0xFF);
        }
        return Double.longBitsToDouble(bits);
    }
}
