package io.nocturne.server.platform.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/// Has the pool give up connections to an H2 that has closed its file; it would keep them for as long as they are in
/// use.
final class ClosedDatabase implements SQLExceptionOverride {

    private static final int DATABASE_IS_CLOSED = 90_098;

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException fault) {
        return fault.getErrorCode() == DATABASE_IS_CLOSED
                ? SQLExceptionOverride.Override.MUST_EVICT
                : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
