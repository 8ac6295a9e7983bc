package io.nocturne.server.platform.secret;

import io.nocturne.server.platform.config.ConfigException;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.config.KeyRing;
import io.nocturne.server.platform.crypt.Encryption;
import io.nocturne.server.platform.crypt.PayloadCipher;
import io.nocturne.server.platform.secret.SecretRows.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Where a server's secrets live: in the table, if it is PostgreSQL's and there is a key to encrypt with, and in files
/// otherwise. Moves them when that changes, and brings them under the first key of a ring before the ring is used, so
/// that none needs another key.
///
/// **Threads** - made by the one that starts the server; then confined to the one that looks at the key file.
public final class SecretHome {

    private static final Logger log = LoggerFactory.getLogger(SecretHome.class);

    private final SecretRows rows;
    private final DatabaseKind database;
    private final DataDirectory data;
    private final Encryption encryption;

    private SecretHome(SecretRows rows, DatabaseKind database, DataDirectory data, Encryption encryption) {
        this.rows = rows;
        this.database = database;
        this.data = data;
        this.encryption = encryption;
    }

    /// **Errors** - [ConfigException] when the table holds a secret that cannot be read: nothing has changed then.
    public static SecretHome open(JdbcClient jdbc, DatabaseKind database, DataDirectory data, Encryption encryption) {
        SecretHome home = new SecretHome(new SecretRows(jdbc), database, data, encryption);
        home.requireSwitch();
        home.follow(encryption.cipher().ring());
        return home;
    }

    public Secrets secrets() {
        return isShared(encryption.cipher().ring())
                ? new SharedSecrets(rows, encryption.cipher(), data)
                : Secrets.inFiles(data);
    }

    /// What the whole server encrypts with; the secrets follow each change of its keys.
    public Encryption encryption() {
        return encryption.followedBy(this::follow);
    }

    private boolean isShared(KeyRing ring) {
        return database == DatabaseKind.POSTGRESQL && ring.writeId() != KeyRing.PLAIN;
    }

    private void requireSwitch() {
        TreeSet<Integer> ids = new TreeSet<>();
        rows.all().forEach(row -> ids.add(row.value().keyId()));
        if (encryption.file() == null && !ids.isEmpty()) {
            throw new ConfigException(
                    "the database holds the servers' secrets, encrypted with keys %s, but encryption.key_file is not set; to switch encryption off, set it and put '0 plain' first in that file"
                            .formatted(ids));
        }
    }

    private void follow(KeyRing ring) {
        PayloadCipher next = encryption.cipher().with(ring);
        // All are opened before one is moved.
        List<Opened> opened = rows.all().stream().map(row -> open(row, next)).toList();
        for (Opened secret : opened) {
            if (!isShared(ring)) {
                moveToFile(secret);
            } else if (secret.row().value().keyId() != ring.writeId()) {
                rows.replace(secret.row(), secret.content(), next);
                log.info("secret {} is encrypted with key {} now", secret.row().name(), ring.writeId());
            }
        }
    }

    /// With the keys in use, if the ring has given up the one that is needed.
    private Opened open(Row row, PayloadCipher next) {
        boolean isGivenUp = next.ring().key(row.value().keyId()) == null;
        return new Opened(row, row.open(isGivenUp ? encryption.cipher() : next));
    }

    private void moveToFile(Opened secret) {
        Path file = data.path(secret.row().name());
        try {
            data.setAsideUnless(file, secret.content())
                    .ifPresent(aside -> log.warn(
                            "{} differed from the database's, which counts; what it held is {} now", file, aside));
            data.writeSecret(file, secret.content());
        } catch (IOException e) {
            throw new UncheckedIOException("secret " + file + " cannot be written", e);
        }
        rows.delete(secret.row());
        log.info("secret {} is in {} now, and not in the database", secret.row().name(), file);
    }

    @SuppressWarnings("ArrayRecordComponent") // opened once, and never compared
    private record Opened(Row row, byte[] content) {}
}
