package io.nocturne.server.fleet.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `server_life`: when a server was alive last.
@Repository
public class LifeStore {

    private final JdbcClient jdbc;

    LifeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// When any server was; empty before the first.
    public Optional<Instant> aliveAt() {
        return jdbc.sql("SELECT alive_at FROM server_life WHERE life_id = 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /// Not synced: what a power cut takes back makes the server away a little longer than it was.
    public void alive(Instant now) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        int updated = jdbc.sql("UPDATE server_life SET alive_at = ? WHERE life_id = 1")
                .param(at)
                .update();
        if (updated == 0) {
            jdbc.sql("INSERT INTO server_life (life_id, alive_at) VALUES (1, ?)")
                    .param(at)
                    .update();
        }
    }
}
