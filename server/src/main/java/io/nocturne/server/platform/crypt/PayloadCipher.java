package io.nocturne.server.platform.crypt;

import io.nocturne.server.platform.config.KeyRing;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Encrypts what is stored with AES-256-GCM, and decrypts it.
///
/// **Shape** - an encrypted value is a nonce of 12 bytes, the ciphertext, and a tag of 16 bytes.
///
/// A nonce is 96 random bits. Two values with the same nonce under one key would give away the XOR of their
/// contents and let tags be forged, and n random ones meet with a chance of about n^2 / 2^97: for 2^32 values that
/// is 1 in 2^33, which NIST SP 800-38D takes as the limit. Random ones need no counter that a restored backup or
/// a second server could repeat.
/// **Source** - NIST SP 800-38D, 8.2.2 and 8.3.
/// **Threads** - safe.
public final class PayloadCipher {

    public static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private final SecureRandom random;
    private volatile KeyRing ring;

    PayloadCipher(KeyRing ring, SecureRandom random) {
        this.ring = ring;
        this.random = random;
    }

    public KeyRing ring() {
        return ring;
    }

    /// From now on.
    void use(KeyRing other) {
        ring = other;
    }

    /// Another one, with the keys of that ring.
    public PayloadCipher with(KeyRing other) {
        return new PayloadCipher(other, random);
    }

    /// The value as it is to be stored; itself while nothing is to be encrypted.
    public Value lock(byte[] identity, byte[] plain) {
        KeyRing now = ring;
        SecretKey key = now.key(now.writeId());
        return key == null ? new Value(KeyRing.PLAIN, plain) : new Value(now.writeId(), encrypt(key, identity, plain));
    }

    public byte[] open(byte[] identity, Value value) throws LockedValueException {
        return open(ring, identity, value);
    }

    /// Whether a value can be decrypted with the keys of a ring.
    public boolean opens(KeyRing keys, byte[] identity, Value value) {
        try {
            open(keys, identity, value);
            return true;
        } catch (LockedValueException e) {
            return false;
        }
    }

    private static byte[] open(KeyRing keys, byte[] identity, Value value) throws LockedValueException {
        if (value.keyId() == KeyRing.PLAIN) {
            return value.bytes();
        }
        SecretKey key = keys.key(value.keyId());
        if (key == null) {
            throw new LockedValueException(
                    "it is encrypted with key %d, which the key file does not hold".formatted(value.keyId()));
        }
        if (value.bytes().length < NONCE_BYTES + TAG_BYTES) {
            throw new LockedValueException("it is encrypted with key %d, but only %d bytes long"
                    .formatted(value.keyId(), value.bytes().length));
        }
        try {
            return decrypt(key, identity, value.bytes());
        } catch (AEADBadTagException e) {
            throw new LockedValueException(
                    "it was changed or moved since it was encrypted with key %d, or the key of that id is another now"
                            .formatted(value.keyId()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot decrypt AES-256-GCM", e);
        }
    }

    private byte[] encrypt(SecretKey key, byte[] identity, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] value = new byte[NONCE_BYTES + plain.length + TAG_BYTES];
        System.arraycopy(nonce, 0, value, 0, NONCE_BYTES);
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            cipher.updateAAD(identity);
            cipher.doFinal(plain, 0, plain.length, value, NONCE_BYTES);
            return value;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot encrypt with AES-256-GCM", e);
        }
    }

    private static byte[] decrypt(SecretKey key, byte[] identity, byte[] value) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, value, 0, NONCE_BYTES));
        cipher.updateAAD(ByteBuffer.wrap(identity));
        return cipher.doFinal(value, NONCE_BYTES, value.length - NONCE_BYTES);
    }

    /// Bytes as they are stored, and the id of their key.
    @SuppressWarnings("ArrayRecordComponent") // read or made once, and never compared
    public record Value(int keyId, byte[] bytes) {}
}
