package io.nocturne.server.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import io.nocturne.server.platform.config.DataDirectory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connections to H2.
///
/// H2 closes its file when the disk fails it, and opens it again with the next connection: so
/// whoever is told that it is closed gives up the connection. It fills the holes of its file again
/// but never gives them back while it runs: the pool's end makes the file small, where that is
/// worth it and does not take long.
final class H2Pool extends HikariDataSource {

    private static final Logger log = LoggerFactory.getLogger(H2Pool.class);

    private static final int CLOSED_ALREADY = 90_121;

    /// Percent of the file that is in use.
    private static final int WORTH_IT_BELOW = 60;

    /// About 10 s of writing.
    private static final long MAX_LIVE_BYTES = 1L << 30;

    private final DataDirectory data;

    H2Pool(DataDirectory data) {
        this.data = data;
    }

    @Override
    public void close() {
        if (!isClosed()) {
            compact();
        }
        super.close();
        // Compacting writes a file anew.
        data.restrictAll();
    }

    private void compact() {
        try (Connection connection = getConnection();
                Statement statement = connection.createStatement()) {
            long fileBytes = setting(statement, "info.FILE_SIZE");
            long percent = setting(statement, "info.FILL_RATE") * setting(statement, "info.CHUNKS_FILL_RATE") / 100;
            if (percent < WORTH_IT_BELOW && fileBytes / 100 * percent <= MAX_LIVE_BYTES) {
                log.info("compacting the database's {} MB, of which {} % are in use", fileBytes >> 20, percent);
                statement.execute("SHUTDOWN COMPACT");
            }
        } catch (SQLException e) {
            if (e.getErrorCode() == CLOSED_ALREADY) {
                // Compacted; what had asked for it cannot be closed any more.
                return;
            }
            log.warn("the database's file could not be compacted; nothing is lost: {}", e.getMessage());
        }
    }

    private static long setting(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT setting_value FROM information_schema.settings WHERE setting_name = '" + name + "'")) {
            return row.next() ? Long.parseLong(row.getString(1)) : 0;
        }
    }
}
