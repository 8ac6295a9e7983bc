package io.nocturne.server.command;

import io.nocturne.server.backup.BackupMaker;
import io.nocturne.server.backup.BackupReceipt;
import io.nocturne.server.backup.LocalServer;
import io.nocturne.server.backup.Restore;
import io.nocturne.server.platform.config.ConfigException;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.ServerConfig;
import io.nocturne.server.platform.database.DatabaseInUseException;
import io.nocturne.server.platform.database.DatabaseUnavailableException;
import io.nocturne.server.platform.database.OfflineDatabase;
import io.nocturne.server.series.StoreCheck;
import io.nocturne.server.series.store.StoreMaintenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Model.CommandSpec;

/// What the command line does with a data directory while no server starts.
///
/// **Errors** - as exit codes of [ExitCode]; [#carefully] turns exceptions into them.
/// **Threads** - confined to the command line's.
public final class OfflineCommand {

    private static final int MAX_DAMAGED_LINES = 1_000;

    private final PrintWriter out;
    private final PrintWriter err;
    private final ServerConfig config;

    private OfflineCommand(PrintWriter out, PrintWriter err, ServerConfig config) {
        this.out = out;
        this.err = err;
        this.config = config;
    }

    public static OfflineCommand of(CommandSpec spec, ServerConfig config) {
        // Spring Boot's logging is not set up here, and what is without it tells every step of the pool.
        LoggingSystem logging = LoggingSystem.get(OfflineCommand.class.getClassLoader());
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        logging.setLogLevel("org.flywaydb", LogLevel.ERROR);
        return new OfflineCommand(
                spec.commandLine().getOut(), spec.commandLine().getErr(), config);
    }

    /// Reads everything that is stored.
    public int verify() throws IOException {
        DataDirectory data = existing();
        try (FileChannel lock = data.lock().orElse(null)) {
            if (lock == null) {
                return inUse(data);
            }
            try (OfflineDatabase database = OfflineDatabase.open(config.database(), data)) {
                database.requireNewestSchema();
                return report(new StoreMaintenance(database, config.encryption()).verify(listener()));
            }
        }
    }

    /// Has the server that runs make a backup, or makes it if none runs.
    int backup(Path directory) throws IOException, InterruptedException {
        Path target = directory.toAbsolutePath().normalize();
        DataDirectory data = existing();
        Clock clock = Clock.tickMillis(ZoneOffset.UTC);
        try (FileChannel lock = data.lock().orElse(null)) {
            if (lock == null) {
                return tell(new LocalServer(data, clock).backup(target));
            }
            data.requireFinished();
            try (OfflineDatabase database = OfflineDatabase.open(config.database(), data)) {
                String version = BuildVersion.text();
                return tell(new BackupMaker(database.source(), database.kind(), data, clock, version).write(target));
            }
        }
    }

    /// Loads a backup into a data directory and a database that hold nothing.
    int restore(Path backup) throws IOException {
        Restore restore = Restore.open(backup.toAbsolutePath().normalize());
        DataDirectory data = DataDirectory.open(config.dataDir());
        try (FileChannel lock = data.lock().orElse(null)) {
            if (lock == null) {
                return inUse(data);
            }
            int exit = report(restore.into(data, config.database(), config.encryption(), listener()));
            out.printf("restored into %s%n", data.root());
            return exit;
        }
    }

    private DataDirectory existing() {
        if (!Files.isDirectory(config.dataDir())) {
            throw new ConfigException("data directory %s is not there"
                    .formatted(config.dataDir().toAbsolutePath().normalize()));
        }
        return DataDirectory.open(config.dataDir());
    }

    private int inUse(DataDirectory data) {
        err.printf("a server uses %s; stop it first%n", data.root());
        return ExitCode.IN_USE;
    }

    private int tell(BackupReceipt receipt) {
        out.printf(
                "backup of %s: %d tables, %d rows, %d bytes: %s%n",
                receipt.madeAt(), receipt.tables(), receipt.rows(), receipt.bytes(), receipt.directory());
        return 0;
    }

    private StoreCheck.Listener listener() {
        AtomicLong lines = new AtomicLong();
        return (table, row, what) -> {
            long line = lines.incrementAndGet();
            if (line <= MAX_DAMAGED_LINES) {
                out.printf("damaged: %s, %s: %s%n", table, row, what);
            } else if (line == MAX_DAMAGED_LINES + 1) {
                out.printf("damaged: more, which are only counted%n");
            }
        };
    }

    private int report(List<StoreCheck.Count> counts) {
        out.printf("%-15s %7s %12s %15s %8s%n", "kind", "tables", "rows", "bytes", "damaged");
        for (StoreCheck.Count count : counts) {
            out.printf(
                    "%-15s %7d %12d %15d %8d%n",
                    count.kind(), count.tables(), count.rows(), count.bytes(), count.damaged());
        }
        long damaged = counts.stream().mapToLong(StoreCheck.Count::damaged).sum();
        out.println(damaged == 0 ? "nothing is damaged" : damaged + " are damaged");
        return damaged == 0 ? 0 : ExitCode.DAMAGED;
    }

    /// Runs one of these and says in one line why it could not be done.
    public static int carefully(CommandSpec spec, Step step) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            return step.run();
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return ExitCode.CONFIG;
        } catch (DatabaseInUseException e) {
            err.println(e.getMessage() + "; stop it first");
            return ExitCode.IN_USE;
        } catch (DatabaseUnavailableException e) {
            err.println(e.getMessage());
            return ExitCode.DATABASE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        } catch (IOException | RuntimeException e) {
            err.println(Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
            return ExitCode.FAILED;
        }
    }

    /// One command.
    public interface Step {

        int run() throws IOException, InterruptedException;
    }
}
