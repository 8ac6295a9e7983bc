package io.nocturne.server.platform.secret;

import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.crypt.PayloadCipher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Secrets that every server at one database has alike: what the table holds counts, and the first server that comes
/// puts its own there. No file of a data directory holds them any more.
record SharedSecrets(SecretRows rows, PayloadCipher cipher, DataDirectory data) implements Secrets {

    private static final Logger log = LoggerFactory.getLogger(SharedSecrets.class);

    @Override
    public <T> T get(Secret<T> secret) throws IOException, GeneralSecurityException {
        Path file = data.path(secret.name());
        Optional<SecretRows.Row> row = rows.find(secret.name());
        if (row.isEmpty()) {
            row = Optional.of(share(secret, file));
        }
        byte[] content = row.get().open(cipher);
        T read = secret.read(content);
        retire(file, content);
        return read;
    }

    private SecretRows.Row share(Secret<?> secret, Path file) throws IOException, GeneralSecurityException {
        byte[] own = Files.exists(file) ? Files.readAllBytes(file) : secret.make();
        // Before others get it: rubbish in the table would be everybody's.
        secret.read(own);
        if (rows.insert(secret.name(), own, cipher)) {
            log.info(
                    "secret {} is in the database now, encrypted with key {}, for every server there",
                    secret.name(),
                    cipher.ring().writeId());
        }
        // Another server may have been faster; then its secret is everybody's.
        return rows.find(secret.name())
                .orElseThrow(() -> new IllegalStateException(
                        "secret '%s' was put into the database and is not there".formatted(secret.name())));
    }

    /// In the clear on a disk it would be as good as the one in the table.
    private void retire(Path file, byte[] content) throws IOException {
        Optional<Path> aside = data.setAsideUnless(file, content);
        if (aside.isPresent()) {
            log.warn(
                    "{} differed from what the servers at this database share, which counts; what it held is {} now",
                    file,
                    aside.get());
        } else if (Files.deleteIfExists(file)) {
            log.info("removed {}: the database holds the same, encrypted", file);
        }
    }
}
