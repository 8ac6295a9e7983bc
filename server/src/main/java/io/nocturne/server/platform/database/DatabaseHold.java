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
/// A lost connection loses the lock; it is taken again as soon as the database answers. A server whose connection has
/// asked nothing for half a minute shows no sign of life, and the next one takes the lock from it. What protects the
/// samples then, and if another server was faster, are the leases' epochs.
///
/// **Errors** - [DatabaseInUseException] when another server holds it, [DatabaseUnavailableException] when it does not
/// answer.
/// **Threads** - safe; [#watch] looks on a thread of its own.
public final class DatabaseHold implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DatabaseHold.class);

    /// PostgreSQL notices at once that a process is gone; its host may take it longer. And a server that lives asks
    /// after its lock within it.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration TRY_EVERY = Duration.ofMillis(250);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(4);
    private static final String TIMEOUT_SECONDS = "5";
    private static final int MAX_NAME = 40;

    /// "Noct", and one for each schema.
    private static final String TAKE = "SELECT pg_try_advisory_lock(1315922804, hashtext(current_schema()::text))";

    /// Several times as long as a server takes to look after its lock. Its transactions have ended by then.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final String SERVER = "nocturne on ";
    private static final String COMMAND = "nocturne command on ";

    private static final String HELD = """
            SELECT count(*) FROM pg_locks
            WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted AND classid = 1315922804
            """;
    private static final String HOLDER = """
            SELECT coalesce(nullif(a.application_name, ''), 'a server'), coalesce(host(a.client_addr), 'a local socket'),
                   to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                   a.pid, coalesce(extract(epoch FROM now() - a.state_change), 0)
            FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 1315922804 AND l.objsubid = 2
              AND l.objid = (hashtext(current_schema()::text)::bigint & 4294967295)::oid
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private final DatabaseConfig config;
    private final String name;
    private final Duration silence;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("database-hold").daemon().factory());
    private @Nullable Connection connection;
    private boolean lost;
    private boolean closed;

    private DatabaseHold(DatabaseConfig config, String name, Duration silence) {
        this.config = config;
        this.silence = silence;
        this.name = name + hostName();
    }

    /// Takes the database for a server, from one that shows no sign of life too, or waits a little for its holder to go
    /// away.
    ///
    /// **Shape** - `told` hears that it waits, and from whom it took the database.
    public static DatabaseHold take(DatabaseConfig config, Consumer<String> told) {
        return take(config, SILENCE, told);
    }

    static DatabaseHold take(DatabaseConfig config, Duration silence, Consumer<String> told) {
        return new DatabaseHold(config, SERVER, silence).taken(told);
    }

    /// Takes the database for a command, which nobody takes it from.
    static DatabaseHold takeForCommand(DatabaseConfig config) {
        return new DatabaseHold(config, COMMAND, SILENCE).taken(told -> {});
    }

    private DatabaseHold taken(Consumer<String> told) {
        if (config.kind() == DatabaseKind.H2) {
            return this;
        }
        Optional<Holder> holder = tryTake();
        if (holder.isPresent()) {
            told.accept("%s; waiting up to %d s for it to go away"
                    .formatted(holder.get().text(), PATIENCE.toSeconds()));
            holder = awaitFree();
        }
        // One that only stood still for a while has asked again by now.
        if (holder.isPresent() && isOver(holder.get())) {
            told.accept("%s, which has shown no sign of life for %d s; this server takes it over"
                    .formatted(holder.get().text(), holder.get().silentSeconds()));
            end(holder.get());
            holder = awaitFree();
        }
        if (holder.isPresent()) {
            close();
            throw new DatabaseInUseException(holder.get().text());
        }
        return this;
    }

    /// Who still has it after a while; empty as soon as this has.
    private Optional<Holder> awaitFree() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        Optional<Holder> holder;
        do {
            rest();
            holder = tryTake();
        } while (holder.isPresent() && System.nanoTime() < until);
        return holder;
    }

    /// Nobody takes it from a command, and no command takes it from anybody.
    private boolean isOver(Holder holder) {
        return name.startsWith(SERVER) && holder.isServer() && holder.silentSeconds() > silence.toSeconds();
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
            Optional<Holder> holder = tryTake();
            if (holder.isPresent() && !lost) {
                log.error(
                        "{}; this server writes nothing any more, stop one of them",
                        holder.get().text());
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
    private synchronized Optional<Holder> tryTake() {
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

    private Holder holder(Connection open) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(HOLDER)) {
            if (!row.next()) {
                return new Holder("database %s is used by another server".formatted(config.address()), 0, 0, false);
            }
            String text = "database %s is used by %s (from %s, since %s)"
                    .formatted(config.address(), row.getString(1), row.getString(2), row.getString(3));
            return new Holder(
                    text, row.getInt(4), row.getLong(5), row.getString(1).startsWith(SERVER));
        }
    }

    /// Ends the session that has the lock; if that is not allowed, the lock stays where it is.
    private synchronized void end(Holder holder) {
        Connection open = connection;
        try (Statement statement = open == null ? null : open.createStatement()) {
            if (statement != null) {
                statement.execute("SELECT pg_terminate_backend(%d)".formatted(holder.pid()));
            }
        } catch (SQLException e) {
            log.warn("the session of the silent server cannot be ended: {}", e.getMessage());
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
        properties.setProperty("ApplicationName", name);
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("loginTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        // So that the lock of a host that lost its power goes away.
        properties.setProperty(
                "options", "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3");
        return properties;
    }

    /// The name of this machine, for people; at most [#MAX_NAME] characters.
    public static String hostName() {
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

    /// Who has the lock, in words, and for how long it has asked nothing.
    private record Holder(String text, int pid, long silentSeconds, boolean isServer) {}
}
