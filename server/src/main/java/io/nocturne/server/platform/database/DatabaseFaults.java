package io.nocturne.server.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/// Tells faults of the database's disk from others, and hears of each that a connection of its pools runs into.
///
/// H2 closes its file when the disk fails it, and opens it again with the next connection: the pools would keep the
/// connections of before for as long as they are in use.
///
/// **Threads** - safe.
public final class DatabaseFaults implements SQLExceptionOverride {

    private static final int DATABASE_IS_CLOSED = 90_098;

    /// H2 could not write to its file: said in so many ways, the last of which says that of other faults too.
    private static final Set<Integer> WRITING_FAILED = Set.of(90_028, 90_031);

    private static final int GENERAL_ERROR = 50_000;

    private static final String POSTGRESQL_DISK_FULL = "53100";

    private final Runnable noRoom;
    private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();

    /// **Shape** - `gate` hears whenever the database says that it cannot write.
    public DatabaseFaults(DiskGate gate) {
        this(gate::noRoom);
    }

    DatabaseFaults(Runnable noRoom) {
        this.noRoom = noRoom;
    }

    /// Has the pool's connections renewed with those of all other pools of the database.
    void watch(HikariDataSource pool) {
        pools.add(pool);
    }

    /// Lets no connection of before be used again: H2 closes its file for all pools at once, and each connection would
    /// fail a caller first.
    void renew() {
        for (HikariDataSource source : pools) {
            HikariPoolMXBean pool = source.getHikariPoolMXBean();
            if (pool != null) {
                pool.softEvictConnections();
            }
        }
    }

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException fault) {
        if (isNoRoom(fault)) {
            noRoom.run();
        }
        boolean isClosed = fault.getErrorCode() == DATABASE_IS_CLOSED;
        if (isClosed || isWritingFailed(fault)) {
            renew();
        }
        return isClosed ? SQLExceptionOverride.Override.MUST_EVICT : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }

    /// Reads, and once more if the database had closed itself: by then the pools have other connections, and who comes
    /// first after the disk failed a write is not told of it.
    public static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (DataAccessException e) {
            if (!isOfTheDisk(e)) {
                throw e;
            }
            return read.get();
        }
    }

    /// Whether the database's disk is why something failed, or that the database is closed because of it.
    public static boolean isOfTheDisk(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && (isNoRoom(sql) || sql.getErrorCode() == DATABASE_IS_CLOSED)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNoRoom(SQLException fault) {
        return isWritingFailed(fault) || POSTGRESQL_DISK_FULL.equals(fault.getSQLState());
    }

    /// H2 closes its file then.
    private static boolean isWritingFailed(SQLException fault) {
        return WRITING_FAILED.contains(fault.getErrorCode())
                || (fault.getErrorCode() == GENERAL_ERROR && isOfAFile(fault));
    }

    private static boolean isOfAFile(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
