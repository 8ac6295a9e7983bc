package io.nocturne.server.series.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nocturne.server.platform.crypt.Encryption;
import io.nocturne.server.platform.crypt.LockedValueException;
import io.nocturne.server.platform.crypt.PayloadCipher;
import io.nocturne.server.platform.crypt.PayloadCipher.Value;
import io.nocturne.server.series.store.chunk.RowIdentity;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.chunk.Tier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadCipherTest {

    private static final byte[] PLAIN = "system.cpu.utilization".getBytes(StandardCharsets.UTF_8);
    private static final StoredChunk CHUNK =
            new StoredChunk(new UUID(1, 2), 600_000, 1, 0, "ab", 7, new byte[] {1, 2}, PLAIN);
    private static final byte[] ROW = RowIdentity.of(Tier.RAW, CHUNK);

    @TempDir
    private Path directory;

    private PayloadCipher cipher;

    @BeforeEach
    void make() {
        cipher = cipher("1 " + TestKeys.ONE);
    }

    @Test
    void whatIsLockedOpensInItsRow() throws LockedValueException {
        Value value = cipher.lock(ROW, PLAIN);

        assertThat(value.keyId()).isEqualTo(1);
        assertThat(value.bytes()).hasSize(12 + PLAIN.length + 16);
        assertThat(new String(value.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("cpu");
        assertThat(cipher.open(ROW, value)).isEqualTo(PLAIN);
        assertThat(cipher.open(ROW, cipher.lock(ROW, new byte[0]))).isEmpty();
    }

    @Test
    void everyValueHasANonceOfItsOwn() {
        Set<List<Byte>> nonces = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = cipher.lock(ROW, PLAIN).bytes();
            Byte[] nonce = new Byte[PayloadCipher.NONCE_BYTES];
            Arrays.setAll(nonce, at -> bytes[at]);
            nonces.add(List.of(nonce));
        }
        assertThat(nonces).hasSize(1_000);
    }

    @Test
    void aChangeOfAnyByteAndAnyCutAreFound() {
        Value value = cipher.lock(ROW, PLAIN);
        for (int at = 0; at < value.bytes().length; at++) {
            byte[] changed = value.bytes().clone();
            changed[at] ^= 0x40;
            assertLocked(cipher, ROW, new Value(1, changed), "changed or moved");
        }
        for (int length = 0; length < value.bytes().length; length++) {
            assertLocked(cipher, ROW, new Value(1, Arrays.copyOf(value.bytes(), length)), "key 1");
        }
    }

    @Test
    void aValueInAnotherRowIsFound() {
        Value value = cipher.lock(ROW, PLAIN);
        List<StoredChunk> others = List.of(
                new StoredChunk(new UUID(2, 2), 600_000, 1, 0, "ab", 7, new byte[] {1, 2}, PLAIN),
                new StoredChunk(new UUID(1, 3), 600_000, 1, 0, "ab", 7, new byte[] {1, 2}, PLAIN),
                new StoredChunk(new UUID(1, 2), 600_001, 1, 0, "ab", 7, new byte[] {1, 2}, PLAIN),
                new StoredChunk(new UUID(1, 2), 600_000, 2, 0, "ab", 7, new byte[] {1, 2}, PLAIN),
                new StoredChunk(new UUID(1, 2), 600_000, 1, 1, "ab", 7, new byte[] {1, 2}, PLAIN),
                new StoredChunk(new UUID(1, 2), 600_000, 1, 0, "ac", 7, new byte[] {1, 2}, PLAIN),
                new StoredChunk(new UUID(1, 2), 600_000, 1, 0, "ab", 8, new byte[] {1, 2}, PLAIN),
                new StoredChunk(new UUID(1, 2), 600_000, 1, 0, "ab", 7, new byte[] {1, 3}, PLAIN));
        others.forEach(other -> assertLocked(cipher, RowIdentity.of(Tier.RAW, other), value, "changed or moved"));
        assertLocked(cipher, RowIdentity.of(Tier.PROCESS, CHUNK), value, "changed or moved");

        Value segment = cipher.lock(RowIdentity.ofSegment(1, 5), PLAIN);
        assertLocked(cipher, RowIdentity.ofSegment(1, 6), segment, "changed or moved");
        assertLocked(cipher, RowIdentity.ofSegment(2, 5), segment, "changed or moved");
    }

    @Test
    void anotherKeyOfThatIdAndNoKeyOfItAreTold() {
        Value value = cipher.lock(ROW, PLAIN);

        assertLocked(cipher("1 " + TestKeys.TWO), ROW, value, "the key of that id is another now");
        assertLocked(cipher("2 " + TestKeys.ONE), ROW, value, "key 1, which the key file does not hold");
    }

    @Test
    void withoutAKeyAValueStaysAsItIs() throws LockedValueException {
        PayloadCipher none = Encryption.none().cipher();
        Value value = none.lock(ROW, PLAIN);

        assertThat(value.keyId()).isZero();
        assertThat(value.bytes()).isSameAs(PLAIN);
        assertThat(none.open(ROW, value)).isSameAs(PLAIN);
        assertThat(cipher.open(ROW, value)).isSameAs(PLAIN);
        assertThat(cipher("0 plain", "1 " + TestKeys.ONE).lock(ROW, PLAIN).keyId())
                .isZero();
    }

    private PayloadCipher cipher(String... lines) {
        return new TestKeys(directory).write(lines).encryption().cipher();
    }

    private static void assertLocked(PayloadCipher with, byte[] row, Value value, String why) {
        assertThatExceptionOfType(LockedValueException.class)
                .isThrownBy(() -> with.open(row, value))
                .withMessageContaining(why);
    }
}
