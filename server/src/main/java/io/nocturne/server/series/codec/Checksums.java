package io.nocturne.server.series.codec;

import java.util.zip.CRC32C;

/// CRC-32C, whole and cut to its low 16 bits.
final class Checksums {

    private Checksums() {}

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    static int crc16(byte[] bytes, int offset, int length) {
        return crc(bytes, offset, length) & 0xffff;
    }
}
