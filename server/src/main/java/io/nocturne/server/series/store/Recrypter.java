package io.nocturne.server.series.store;

import io.nocturne.server.platform.config.KeyRing;
import io.nocturne.server.platform.crypt.Encryption;
import io.nocturne.server.platform.crypt.LockedValueException;
import io.nocturne.server.platform.crypt.PayloadCipher;
import io.nocturne.server.platform.database.DiskSync;
import io.nocturne.server.series.store.chunk.KeyedRows;
import io.nocturne.server.series.store.chunk.KeyedRows.Change;
import io.nocturne.server.series.store.chunk.KeyedRows.Table;
import io.nocturne.server.series.store.chunk.RowIdentity;
import io.nocturne.server.series.store.chunk.StoredChunk;
import io.nocturne.server.series.store.journal.JournalTable;
import io.nocturne.server.series.store.journal.StoreTransaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/// Brings stored chunks under the key that new ones get, a few at a time, and says when no other is needed.
///
/// The journal is left to the next seal, which makes chunks of it.
///
/// **Threads** - confined to the upkeep's.
final class Recrypter {

    private static final Logger log = LoggerFactory.getLogger(Recrypter.class);

    private static final int ROWS_AT_ONCE = 100;
    private static final int STEPS_BETWEEN_REPORTS = 60;

    private final Encryption encryption;
    private final KeyedRows rows;
    private final JournalTable journal;
    private final StoreTransaction transaction;
    private final DiskSync disk;
    private final Deque<Work> work = new ArrayDeque<>();
    private @Nullable KeyRing ring;
    private boolean reported = true;
    /// Rows at the front of the present work that could not be opened.
    private long skipped;
    private String why = "";
    private long unreadable;
    private long steps;

    Recrypter(StoreTables tables, StoreTransaction transaction, DiskSync disk) {
        this.encryption = tables.encryption();
        this.rows = tables.keyed();
        this.journal = tables.journal();
        this.transaction = transaction;
        this.disk = disk;
    }

    /// Does some of the work; false if there is none left but what the journal holds.
    boolean step() {
        if (encryption.file() == null) {
            return false;
        }
        if (!encryption.cipher().ring().equals(ring)) {
            begin(encryption.cipher().ring());
        }
        Work next = work.peek();
        if (next == null) {
            report();
            return false;
        }
        rewrite(next);
        if (++steps % STEPS_BETWEEN_REPORTS == 0) {
            log.info("{} rows are left to be brought under key {}", left(), writeId());
        }
        return true;
    }

    /// How many rows are under other keys than new ones get, without those that cannot be read.
    long left() {
        return work.stream()
                .filter(item -> rows.isThere(item.table()))
                .mapToLong(item -> rows.count(item.table(), item.keyId()))
                .sum();
    }

    private void begin(KeyRing now) {
        ring = now;
        work.clear();
        skipped = 0;
        unreadable = 0;
        for (Table table : rows.tables()) {
            for (int id : rows.keyIds(table)) {
                if (id != now.writeId() && (id == KeyRing.PLAIN || now.key(id) != null)) {
                    work.add(new Work(table, id));
                }
            }
        }
        reported = work.isEmpty() && journal.countOtherThan(now.writeId()) == 0;
        if (!work.isEmpty()) {
            log.info("{} rows are brought under key {}", left(), now.writeId());
        }
    }

    private void rewrite(Work next) {
        List<StoredChunk> some =
                rows.isThere(next.table()) ? rows.under(next.table(), next.keyId(), ROWS_AT_ONCE, skipped) : List.of();
        if (some.isEmpty()) {
            finish(next);
            return;
        }
        List<Change> changes = new ArrayList<>();
        some.forEach(chunk -> change(next.table(), chunk, changes));
        int changed = changes.size();
        try {
            transaction.run(() -> rows.update(next.table(), changes));
        } catch (DataIntegrityViolationException e) {
            changed = updateEach(next.table(), changes);
        }
        disk.await();
        skipped += some.size() - changed;
    }

    /// The database refuses one of them, so each goes alone; how many were changed.
    private int updateEach(Table table, List<Change> changes) {
        int changed = 0;
        for (Change change : changes) {
            try {
                transaction.run(() -> rows.update(table, List.of(change)));
                changed++;
            } catch (DataIntegrityViolationException e) {
                why = e.toString();
            }
        }
        return changed;
    }

    private void change(Table table, StoredChunk chunk, List<Change> changes) {
        byte[] identity = RowIdentity.of(table.tier(), chunk);
        PayloadCipher cipher = encryption.cipher();
        try {
            changes.add(new Change(chunk, cipher.lock(identity, cipher.open(identity, chunk.stored()))));
        } catch (LockedValueException e) {
            why = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            // One row's trouble: it stays as it is, and the others go on.
            why = e.toString();
        }
    }

    private void finish(Work done) {
        work.remove();
        if (skipped > 0) {
            // Once for all of them: under a wrong key it can be every row.
            log.error(
                    "{} rows of {} stay as they are: {}", skipped, done.table().name(), why);
        }
        unreadable += skipped;
        skipped = 0;
    }

    private void report() {
        if (!reported && journal.countOtherThan(writeId()) == 0) {
            reported = true;
            log.info(
                    "every row that can be read is under key {}; no other key is needed in the key file any more ({} rows could not be read)",
                    writeId(),
                    unreadable);
            if (writeId() != KeyRing.PLAIN) {
                log.warn(
                        "what the database stored in the clear, or under another key, before that may still lie in pages that its file does not use any more, and in its log; docs/encryption.md says how to be rid of them");
            }
        }
    }

    private int writeId() {
        return encryption.cipher().ring().writeId();
    }

    private record Work(Table table, int keyId) {}
}
