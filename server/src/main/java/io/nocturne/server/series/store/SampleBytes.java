package io.nocturne.server.series.store;

import io.nocturne.model.sample.SampleValues;
import java.nio.ByteBuffer;

/// A snapshot's values as bytes: one IEEE 754 double each, big-endian, in layout order; an absent value
/// is NaN, which no present one can be.
final class SampleBytes {

    private SampleBytes() {}

    static byte[] encode(SampleValues values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.size() * Double.BYTES);
        for (int i = 0; i < values.size(); i++) {
            bytes.putDouble(values.isPresent(i) ? values.get(i) : Double.NaN);
        }
        return bytes.array();
    }

    static SampleValues decode(byte[] bytes) {
        int size = bytes.length / Double.BYTES;
        SampleValues.Builder values = new SampleValues.Builder(size);
        ByteBuffer source = ByteBuffer.wrap(bytes);
        for (int i = 0; i < size; i++) {
            double value = source.getDouble();
            if (Double.isNaN(value)) {
                values.addAbsent();
            } else {
                values.add(value);
            }
        }
        return values.build();
    }
}
