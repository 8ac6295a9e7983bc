package io.nocturne.server.series.store;

import io.nocturne.server.platform.config.ConfigException;
import io.nocturne.server.platform.config.KeyFile;
import io.nocturne.server.platform.config.KeyRing;
import io.nocturne.server.platform.crypt.Encryption;
import io.nocturne.server.platform.crypt.PayloadCipher;
import io.nocturne.server.series.store.chunk.KeyedRows;
import io.nocturne.server.series.store.chunk.KeyedRows.Table;
import io.nocturne.server.series.store.chunk.RowIdentity;
import io.nocturne.server.series.store.journal.JournalTable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds the keys of the store against what is stored: at the start, and whenever the key file changes.
///
/// **Threads** - confined to the upkeep's, after the start.
final class StoreKeys {

    private static final Logger log = LoggerFactory.getLogger(StoreKeys.class);

    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    /// Of so many rows under a key at least one opens, or it is not their key; one alone may be damaged.
    private static final int PROBES = 3;

    private final Encryption encryption;
    private final @Nullable KeyFile file;
    private final PayloadCipher cipher;
    private final KeyedRows rows;
    private final JournalTable journal;
    private Map<Integer, String> missing = Map.of();
    private Instant nextLook = Instant.MIN;
    private @Nullable String refused;

    StoreKeys(Encryption encryption, KeyedRows rows, JournalTable journal) {
        this.encryption = encryption;
        this.file = encryption.file();
        this.cipher = encryption.cipher();
        this.rows = rows;
        this.journal = journal;
    }

    /// Finds out whether everything that is stored can be read.
    ///
    /// **Errors** - [ConfigException] if the journal cannot, or if the encryption was switched off over it: samples
    /// that were acknowledged would be left out, and that is for a person to decide.
    void check() {
        requireSwitch();
        Set<Integer> journals = lacking(cipher.ring(), journal.keyIds());
        if (!journals.isEmpty()) {
            throw new ConfigException(
                    "the journal holds samples that are encrypted with keys %s, which the key file does not hold; add them, or 'ID lost' to give up what only they can read"
                            .formatted(journals));
        }
        missing = missing(cipher.ring());
        if (!missing.isEmpty()) {
            log.error(
                    "stored samples cannot be read: {}; answers lack them, and no rollups are made until the keys are back or declared lost with 'ID lost' in the key file",
                    describe());
        }
    }

    /// Whether keys are gone that may come back. What is made out of stored samples then would lack some for good.
    boolean isAnyMissing() {
        return !missing.isEmpty();
    }

    /// Takes the key file's keys if it was changed and they are enough; otherwise those of before stay.
    void refresh(Instant now) {
        if (file == null || now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOK_EVERY);
        try {
            Optional<KeyRing> changed = file.changed();
            if (changed.isPresent() || refused != null) {
                // What was refused is looked at again: its permissions, or what is stored, may have changed since.
                KeyRing ring = changed.isPresent() ? changed.get() : file.read();
                // So is what the database kept from being taken.
                refused = refused == null ? "" : refused;
                take(ring);
            }
        } catch (ConfigException e) {
            if (!String.valueOf(e.getMessage()).equals(refused)) {
                log.error("the changed key file is refused, and the keys of before stay in use: {}", e.getMessage());
            }
            refused = String.valueOf(e.getMessage());
        }
    }

    private void take(KeyRing ring) {
        Set<Integer> changed = ring.changedFrom(cipher.ring());
        if (!changed.isEmpty()) {
            throw new ConfigException(
                    "ids %s stand for other keys than before; a new key needs a new id".formatted(changed));
        }
        Set<Integer> needed = new TreeSet<>(journal.keyIds());
        // Something may just be on its way to the disk under it.
        needed.add(cipher.ring().writeId());
        Set<Integer> lacking = lacking(ring, needed);
        Map<Integer, String> found = missing(ring);
        found.keySet().stream().filter(id -> !missing.containsKey(id)).forEach(lacking::add);
        if (!lacking.isEmpty()) {
            throw new ConfigException(
                    "it lacks keys %s, which stored samples need; put the new key before them and leave them until the log says that they are not needed"
                            .formatted(lacking));
        }
        encryption.use(ring);
        missing = found;
        refused = null;
        log.info("the key file was read again: new samples get key {}, there are keys {}", ring.writeId(), ring.ids());
        if (!missing.isEmpty()) {
            log.error("stored samples still cannot be read: {}", describe());
        }
    }

    private void requireSwitch() {
        if (file == null) {
            Set<Integer> ids = new TreeSet<>(journal.keyIds());
            rows.tables().forEach(table -> ids.addAll(rows.keyIds(table)));
            ids.remove(KeyRing.PLAIN);
            if (!ids.isEmpty()) {
                throw new ConfigException(
                        "the database holds samples that are encrypted with keys %s, but encryption.key_file is not set; to switch encryption off, set it and put '0 plain' first in that file"
                                .formatted(ids));
            }
        }
    }

    private static Set<Integer> lacking(KeyRing ring, Set<Integer> ids) {
        Set<Integer> lacking = new TreeSet<>(ids);
        lacking.removeIf(id -> id == KeyRing.PLAIN || ring.key(id) != null || ring.isLost(id));
        return lacking;
    }

    /// The ids of chunks that cannot be read with a ring, and why.
    private Map<Integer, String> missing(KeyRing ring) {
        Map<Integer, String> found = new TreeMap<>();
        Set<Integer> sound = new HashSet<>();
        for (Table table : rows.tables()) {
            for (int id : rows.keyIds(table)) {
                if (id == KeyRing.PLAIN || ring.isLost(id) || found.containsKey(id) || sound.contains(id)) {
                    continue;
                }
                if (ring.key(id) == null) {
                    found.put(id, "the key file does not hold key %d".formatted(id));
                } else if (opensNone(ring, table, id)) {
                    found.put(id, "key %d in the key file is not the one that they were encrypted with".formatted(id));
                } else {
                    sound.add(id);
                }
            }
        }
        return found;
    }

    private boolean opensNone(KeyRing ring, Table table, int id) {
        return rows.under(table, id, PROBES, 0).stream()
                .noneMatch(chunk -> cipher.opens(ring, RowIdentity.of(table.tier(), chunk), chunk.stored()));
    }

    private String describe() {
        StringBuilder text = new StringBuilder();
        missing.forEach((id, why) -> {
            long count = 0;
            int tables = 0;
            for (Table table : rows.tables()) {
                long found = rows.count(table, id);
                count += found;
                tables += found > 0 ? 1 : 0;
            }
            text.append(text.isEmpty() ? "" : ", ").append("%s (%d rows in %d tables)".formatted(why, count, tables));
        });
        return text.toString();
    }
}
