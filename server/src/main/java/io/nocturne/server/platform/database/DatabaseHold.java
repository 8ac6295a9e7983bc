package io.nocturne.server.platform.database;

import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import java.io.IOException;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds a PostgreSQL for one server, by a lock that belongs to a connection of its own. H2 locks its file by itself.
///
/// A lost connection loses the lock; it is taken again as soon as the database answers. What protects the samples if
/// another server was faster is the journal's epoch.
///
/// **Errors** - [DatabaseInUseException] when another server holds it, [DatabaseUnavailableException] when it does not
/// answer.
/// **Threads** - safe; [#watch] looks on a thread of its own.
public final class DatabaseHold implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DatabaseHold.class);

    /// PostgreSQL notices at once that a process is gone; its host may take it longer.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration TRY_EVERY = Duration.ofMillis(250);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final String TIMEOUT_SECONDS = "5";
    private static final int MAX_NAME = 40;

    /// "Noct", and one for each schema.
    private static final String TAKE = "SELECT pg_try_advisory_lock(1315922804, hashtext(current_schema()::text))";

    private static final String HELD = """
            SELECT count(*) FROM pg_locks
            WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted AND classid = 1315922804
            """;
    private static final String HOLDER = """
            SELECT coalesce(nullif(a.application_name, ''), 'a server'), coalesce(host(a.client_addr), 'a local socket'),
                   to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
            FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 1315922804 AND l.objsubid = 2
              AND l.objid = (hashtext(current_schema()::text)::bigint & 4294967295)::oid
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private final DatabaseConfig config;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("database-hold").daemon().factory());
    private @Nullable Connection connection;
    private boolean lost;
    private boolean closed;

    private DatabaseHold(DatabaseConfig config) {
        this.config = config;
    }

    /// Takes the database, or waits a little for its holder to go away.
    ///
    /// **Shape** - `told` hears that it waits.
    public static DatabaseHold take(DatabaseConfig config, Consumer<String> told) {
        DatabaseHold hold = new DatabaseHold(config);
        if (config.kind() == DatabaseKind.H2) {
            return hold;
        }
        long until = System.nanoTime() + PATIENCE.toNanos();
        boolean waiting = false;
        Optional<String> holder = hold.tryTake();
        while (holder.isPresent() && System.nanoTime() < until) {
            if (!waiting) {
                told.accept("%s; waiting up to %d s for it to go away".formatted(holder.get(), PATIENCE.toSeconds()));
                waiting = true;
            }
            rest();
            holder = hold.tryTake();
        }
        if (holder.isPresent()) {
            hold.close();
            throw new DatabaseInUseException(holder.get());
        }
        return hold;
    }

    /// Looks after the lock from now on.
    public DatabaseHold watch() {
        if (config.kind() == DatabaseKind.POSTGRESQL) {
            // Ends with its thread.
            ScheduledFuture<?> _ = watch.scheduleWithFixedDelay(
                    this::lookAgain, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
        return this;
    }

    /// What leaves it would end the schedule for good.
    private void lookAgain() {
        try {
            look();
        } catch (RuntimeException | Error e) {
            log.error(
                    "looking after the lock of the database failed; it is tried again in {} s",
                    LOOK_EVERY.toSeconds(),
                    e);
        }
    }

    /// Whether the lock is held, as the database says; takes it again if it was lost and nobody else has it.
    synchronized boolean look() {
        if (closed || isHeld()) {
            return !closed;
        }
        try {
            Optional<String> holder = tryTake();
            if (holder.isPresent() && !lost) {
                log.error("{}; this server writes nothing any more, stop one of them", holder.get());
            }
            lost = holder.isPresent();
            return holder.isEmpty();
        } catch (DatabaseUnavailableException e) {
            // Whoever needs it says so.
            return false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        watch.shutdown();
        release();
    }

    /// Who holds it; empty if this does now.
    private synchronized Optional<String> tryTake() {
        try {
            Connection open = connection;
            if (open == null || open.isClosed()) {
                open = DriverManager.getConnection(String.valueOf(config.url()), properties());
                connection = open;
            }
            try (Statement statement = open.createStatement();
                    ResultSet row = statement.executeQuery(TAKE)) {
                row.next();
                if (row.getBoolean(1)) {
                    return Optional.empty();
                }
            }
            return Optional.of(holder(open));
        } catch (SQLException e) {
            release();
            throw new DatabaseUnavailableException("database %s cannot be held as user '%s': %s"
                    .formatted(config.address(), config.username(), e.getMessage()));
        }
    }

    private String holder(Connection open) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(HOLDER)) {
            String who = row.next()
                    ? "%s (from %s, since %s)".formatted(row.getString(1), row.getString(2), row.getString(3))
                    : "another server";
            return "database %s is used by %s".formatted(config.address(), who);
        }
    }

    private boolean isHeld() {
        Connection open = connection;
        if (open == null) {
            return false;
        }
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(HELD)) {
            row.next();
            return row.getLong(1) > 0;
        } catch (SQLException e) {
            release();
            return false;
        }
    }

    private void release() {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            log.debug("the connection that held the database did not close: {}", e.toString());
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", config.username());
        properties.setProperty("password", config.password());
        properties.setProperty("ApplicationName", "nocturne on %s".formatted(hostName()));
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("loginTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        // So that the lock of a host that lost its power goes away.
        properties.setProperty(
                "options", "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3");
        return properties;
    }

    private static String hostName() {
        try {
            String name = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "?");
            return name.substring(0, Math.min(MAX_NAME, name.length()));
        } catch (IOException e) {
            return "a host without a name";
        }
    }

    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(TRY_EVERY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailableException("interrupted while waiting for the database");
        }
    }
}
