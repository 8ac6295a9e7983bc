package io.nocturne.server.platform.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// The keys that stored values are encrypted with, by id, and which of them new values get.
///
/// **Shape** - id 0 stands for "not encrypted" and has no key.
/// **Threads** - immutable.
public final class KeyRing {

    /// The id of what is not encrypted.
    public static final int PLAIN = 0;

    /// No key, nothing new is encrypted.
    public static final KeyRing NONE = new KeyRing(PLAIN, Map.of(), Set.of());

    private final int writeId;
    private final Map<Integer, SecretKey> keys;
    private final Set<Integer> lost;

    KeyRing(int writeId, Map<Integer, SecretKey> keys, Set<Integer> lost) {
        this.writeId = writeId;
        this.keys = Collections.unmodifiableMap(new TreeMap<>(keys));
        this.lost = Collections.unmodifiableSet(new TreeSet<>(lost));
    }

    /// The id of the key that new values get; [#PLAIN] if they are not encrypted.
    public int writeId() {
        return writeId;
    }

    public @Nullable SecretKey key(int id) {
        return keys.get(id);
    }

    /// Whether somebody declared that this key will not come back.
    public boolean isLost(int id) {
        return lost.contains(id);
    }

    /// The ids that there are keys for, ascending.
    public Set<Integer> ids() {
        return keys.keySet();
    }

    /// The ids that stand here for other bytes than there.
    public Set<Integer> changedFrom(KeyRing other) {
        Set<Integer> changed = new TreeSet<>();
        keys.forEach((id, key) -> {
            SecretKey before = other.key(id);
            if (before != null && !Arrays.equals(before.getEncoded(), key.getEncoded())) {
                changed.add(id);
            }
        });
        return changed;
    }

    /// The ids only: a key must not reach a log.
    @Override
    public String toString() {
        return "KeyRing[writes " + writeId + ", keys " + ids() + ", lost " + lost + "]";
    }
}
