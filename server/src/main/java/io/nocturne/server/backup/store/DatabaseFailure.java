package io.nocturne.server.backup.store;

import java.io.IOException;
import java.sql.SQLException;

/// What a database could not do for a backup, as the other failures of reading and writing are told.
final class DatabaseFailure {

    private DatabaseFailure() {}

    /// Runs one step; a batch tells its reason one exception further.
    static <T> T during(String what, Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (SQLException e) {
            SQLException reason = e.getNextException() == null ? e : e.getNextException();
            throw new IOException("%s: %s".formatted(what, reason.getMessage()), e);
        }
    }

    /// One step.
    interface Step<T> {

        T run() throws SQLException, IOException;
    }
}
