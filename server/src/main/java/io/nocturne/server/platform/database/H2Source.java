package io.nocturne.server.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Opens connections to H2's file, and frees the file when H2 has lost sight of it.
///
/// H2 2.4.240 takes a database off its list each time that a connection to a failed one is used
/// (`Database.checkPowerOff2`), by its name: one that is used late takes the successor off. Who holds a connection to
/// the successor goes on, and everybody else is told that the file is in use. All connections are given up then: with
/// the last one the file is free.
///
/// **Threads** - safe.
final class H2Source extends DelegatingDataSource {

    private static final Logger log = LoggerFactory.getLogger(H2Source.class);

    private static final int DATABASE_ALREADY_OPEN = 90_020;

    private final DatabaseFaults faults;

    H2Source(String url, DatabaseFaults faults) {
        super(new DriverManagerDataSource(url));
        this.faults = faults;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return super.getConnection();
        } catch (SQLException e) {
            throw freed(e);
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        try {
            return super.getConnection(username, password);
        } catch (SQLException e) {
            throw freed(e);
        }
    }

    private SQLException freed(SQLException fault) {
        if (fault.getErrorCode() == DATABASE_ALREADY_OPEN) {
            log.warn("the database's file is still in use after its disk failed: all its connections are renewed");
            faults.renew();
        }
        return fault;
    }
}
