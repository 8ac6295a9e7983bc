package io.nocturne.server.notify.store;

import io.nocturne.model.alert.Receiver;
import io.nocturne.model.alert.Routes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Tables `receiver`, `notify_route` and `ack_link_used`.
///
/// **Threads** - safe.
@Repository
public class ReceiverStore {

    private final JdbcClient jdbc;
    private final Contents contents;

    public ReceiverStore(JdbcClient jdbc, Contents contents) {
        this.jdbc = jdbc;
        this.contents = contents;
    }

    /// By name.
    public List<Stored> all() {
        return jdbc.sql("SELECT content, settings FROM receiver ORDER BY name")
                .query((row, _) ->
                        new Stored(contents.read(row.getBytes("content"), Receiver.class), row.getBytes("settings")))
                .list();
    }

    /// False when the name is taken.
    public boolean insert(Stored stored) {
        Receiver receiver = stored.receiver();
        return jdbc.sql("""
                        INSERT INTO receiver (receiver_id, name, version, content, settings) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """)
                        .params(
                                id(receiver),
                                receiver.name(),
                                receiver.version(),
                                contents.write(receiver),
                                stored.settings())
                        .update()
                == 1;
    }

    /// False when it is no longer of the version before.
    ///
    /// **Errors** - [org.springframework.dao.DuplicateKeyException] when another one has the name.
    public boolean update(Stored stored) {
        Receiver receiver = stored.receiver();
        return jdbc.sql("""
                        UPDATE receiver SET name = ?, version = ?, content = ?, settings = ?
                        WHERE receiver_id = ? AND version = ?
                        """)
                        .params(
                                receiver.name(),
                                receiver.version(),
                                contents.write(receiver),
                                stored.settings(),
                                id(receiver),
                                receiver.version() - 1)
                        .update()
                == 1;
    }

    public void delete(String receiverId) {
        jdbc.sql("DELETE FROM receiver WHERE receiver_id = ?").param(receiverId).update();
    }

    public Optional<Routes> routes() {
        return jdbc.sql("SELECT content FROM notify_route WHERE route_list = 1")
                .query((row, _) -> contents.read(row.getBytes("content"), Routes.class))
                .optional();
    }

    /// False when they are no longer of the version before.
    public boolean replace(Routes routes) {
        if (routes.version() == 1) {
            return jdbc.sql("""
                            INSERT INTO notify_route (route_list, version, content) VALUES (1, ?, ?)
                            ON CONFLICT DO NOTHING
                            """)
                            .params(routes.version(), contents.write(routes))
                            .update()
                    == 1;
        }
        return jdbc.sql("UPDATE notify_route SET version = ?, content = ? WHERE route_list = 1 AND version = ?")
                        .params(routes.version(), contents.write(routes), routes.version() - 1)
                        .update()
                == 1;
    }

    /// False when a link was used before.
    public boolean use(String nonce, Instant expiresAt) {
        return jdbc.sql("INSERT INTO ack_link_used (nonce, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
                        .params(nonce, expiresAt.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    public boolean isUsed(String nonce) {
        return jdbc.sql("SELECT COUNT(*) FROM ack_link_used WHERE nonce = ?")
                        .param(nonce)
                        .query(Long.class)
                        .single()
                > 0;
    }

    public void forgetLinks(Instant now) {
        jdbc.sql("DELETE FROM ack_link_used WHERE expires_at < ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static String id(Receiver receiver) {
        return Objects.requireNonNull(receiver.receiverId(), "a receiver that is stored has an id");
    }

    /// A receiver without settings, and its settings encrypted.
    @SuppressWarnings("ArrayRecordComponent") // read or made once, and never compared
    public record Stored(Receiver receiver, byte[] settings) {}
}
