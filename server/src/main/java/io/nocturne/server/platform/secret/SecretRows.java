package io.nocturne.server.platform.secret;

import io.nocturne.server.platform.config.ConfigException;
import io.nocturne.server.platform.config.KeyRing;
import io.nocturne.server.platform.crypt.LockedValueException;
import io.nocturne.server.platform.crypt.PayloadCipher;
import io.nocturne.server.platform.crypt.PayloadCipher.Value;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Table `shared_secret`.
///
/// **Threads** - safe.
public final class SecretRows {

    private final JdbcClient jdbc;

    public SecretRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// By name.
    public List<Row> all() {
        return jdbc.sql("SELECT name, key_id, content FROM shared_secret ORDER BY name")
                .query(SecretRows::row)
                .list();
    }

    Optional<Row> find(String name) {
        return jdbc.sql("SELECT name, key_id, content FROM shared_secret WHERE name = ?")
                .param(name)
                .query(SecretRows::row)
                .optional();
    }

    /// False when there is one of that name already.
    boolean insert(String name, byte[] content, PayloadCipher cipher) {
        Value value = cipher.lock(Row.identity(name), content);
        return jdbc.sql("INSERT INTO shared_secret (name, key_id, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                        .params(name, value.keyId(), value.bytes())
                        .update()
                == 1;
    }

    /// Encrypts a row anew; what another server has changed meanwhile stays.
    void replace(Row row, byte[] content, PayloadCipher cipher) {
        Value value = cipher.lock(Row.identity(row.name()), content);
        jdbc.sql("UPDATE shared_secret SET key_id = ?, content = ? WHERE name = ? AND key_id = ? AND content = ?")
                .params(
                        value.keyId(),
                        value.bytes(),
                        row.name(),
                        row.value().keyId(),
                        row.value().bytes())
                .update();
    }

    void delete(Row row) {
        jdbc.sql("DELETE FROM shared_secret WHERE name = ?").param(row.name()).update();
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        return new Row(row.getString("name"), new Value(row.getInt("key_id"), row.getBytes("content")));
    }

    /// A secret as it is stored.
    public record Row(String name, Value value) {

        private static final char SECRET = 'S';

        /// The secret's bytes.
        ///
        /// **Errors** - [ConfigException] when they cannot be had: which secret and why.
        public byte[] open(PayloadCipher cipher) {
            if (value.keyId() == KeyRing.PLAIN) {
                // No server stores one in the clear, so whoever did is not to be believed.
                throw unreadable("it is not encrypted, so no server has put it there");
            }
            try {
                return cipher.open(identity(name), value);
            } catch (LockedValueException e) {
                throw unreadable(String.valueOf(e.getMessage()));
            }
        }

        /// What the encrypted value is bound to.
        ///
        /// **Source** - `docs/storage-format.md`, "Encrypted values".
        static byte[] identity(String name) {
            return (SECRET + name).getBytes(StandardCharsets.UTF_8);
        }

        private ConfigException unreadable(String why) {
            return new ConfigException(
                    "secret '%s' of the database cannot be read: %s; nothing is made in its place, and docs/encryption.md says what can be done"
                            .formatted(name, why));
        }
    }
}
