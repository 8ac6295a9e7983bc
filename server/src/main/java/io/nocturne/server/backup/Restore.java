package io.nocturne.server.backup;

import io.nocturne.model.json.WireJson;
import io.nocturne.server.backup.store.TableLoader;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.EncryptionConfig;
import io.nocturne.server.platform.database.OfflineDatabase;
import io.nocturne.server.series.StoreCheck;
import io.nocturne.server.series.store.StoreMaintenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// A backup on its way into an empty database and an empty data directory.
///
/// **Errors** - [BackupRefusedException] when the backup is damaged or of a newer server.
/// **Threads** - confined to one.
public final class Restore {

    private static final String FILES = "files/";
    private static final long MAX_INFO_BYTES = 1L << 20;

    private final Path backup;
    private final Set<String> names;
    private final BackupInfo info;

    private Restore(Path backup, Set<String> names, BackupInfo info) {
        this.backup = backup;
        this.names = names;
        this.info = info;
    }

    /// Checks every file of a backup.
    public static Restore open(Path backup) throws IOException {
        if (!Files.isDirectory(backup)) {
            throw new BackupRefusedException("%s is not there".formatted(backup));
        }
        Set<String> names = Sums.check(backup);
        Restore restore = new Restore(backup, names, info(backup.resolve(BackupInfo.FILE)));
        for (BackupInfo.Table table : restore.info.tables()) {
            if (!names.contains(BackupInfo.file(table.name()))) {
                throw new BackupRefusedException(
                        "%s: the rows of table %s are missing".formatted(backup, table.name()));
            }
        }
        return restore;
    }

    /// Loads everything, then reads all of it again; the result is what was read.
    ///
    /// **Errors** - [io.nocturne.server.platform.database.DatabaseUnavailableException] for one with rows.
    /// After a failure the directory stays marked as unfinished, and no server starts with it.
    public List<StoreCheck.Count> into(
            DataDirectory data, DatabaseConfig config, EncryptionConfig encryption, StoreCheck.Listener listener)
            throws IOException {
        requireEmpty(data.root());
        try (OfflineDatabase database = OfflineDatabase.openEmpty(config, data)) {
            if (!database.knows(info.schemaVersion())) {
                throw new BackupRefusedException("%s is of a newer server: its schema is %s, this server knows up to %s"
                        .formatted(backup, info.schemaVersion(), database.newestSchemaVersion()));
            }
            data.markUnfinished();
            copyFiles(data);
            database.migrate(info.schemaVersion());
            StoreMaintenance store = new StoreMaintenance(database, encryption);
            load(database, store);
            database.migrate(database.newestSchemaVersion());
            database.sync();
            List<StoreCheck.Count> counts = store.verify(listener);
            data.markFinished();
            return counts;
        }
    }

    private void copyFiles(DataDirectory data) throws IOException {
        for (String name : names) {
            if (name.startsWith(FILES)) {
                String kept = name.substring(FILES.length());
                if (!KeptFiles.belong(kept)) {
                    throw new BackupRefusedException("%s: %s is no file of a server".formatted(backup, name));
                }
                data.writeSecret(data.path(kept), KeptFiles.read(backup.resolve(name)));
            }
        }
    }

    private void load(OfflineDatabase database, StoreMaintenance store) throws IOException {
        Map<String, Long> left = new HashMap<>();
        for (BackupInfo.Table table : info.tables()) {
            store.makeTable(table.name());
            left.put(table.name(), table.rows());
        }
        try (TableLoader loader = TableLoader.open(database.source(), database.kind())) {
            loader.clear();
            for (String table : loader.order()) {
                Long rows = left.remove(table);
                if (rows != null) {
                    load(loader, table, rows);
                }
            }
        }
        if (!left.isEmpty()) {
            throw new BackupRefusedException(
                    "%s: the tables %s are unknown to this server".formatted(backup, left.keySet()));
        }
    }

    private void load(TableLoader loader, String table, long rows) throws IOException {
        try (RowReader reader = new RowReader(Files.newInputStream(backup.resolve(BackupInfo.file(table))))) {
            if (!reader.table().name().equals(table) || loader.load(reader.table(), reader) != rows) {
                throw new BackupRefusedException("%s: %s holds other rows than %s says"
                        .formatted(backup, BackupInfo.file(table), BackupInfo.FILE));
            }
        }
    }

    private static BackupInfo info(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_INFO_BYTES) {
            throw new BackupRefusedException("%s is missing or larger than %d bytes".formatted(file, MAX_INFO_BYTES));
        }
        try {
            BackupInfo info = WireJson.mapper().readValue(Files.readAllBytes(file), BackupInfo.class);
            if (info.format() != BackupInfo.FORMAT) {
                throw new BackupRefusedException("%s: format %d is unknown to this server, which reads %d"
                        .formatted(file, info.format(), BackupInfo.FORMAT));
            }
            return info;
        } catch (JacksonException e) {
            throw new BackupRefusedException("%s cannot be read (%s)".formatted(file, e.getOriginalMessage()));
        }
    }

    /// The lock that the caller holds may be there.
    private static void requireEmpty(Path root) throws IOException {
        try (Stream<Path> inside = Files.list(root)) {
            List<String> names = inside.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("server.lock"))
                    .sorted()
                    .limit(5)
                    .toList();
            if (!names.isEmpty()) {
                throw new BackupRefusedException("%s is not empty: it holds %s".formatted(root, names));
            }
        }
    }
}
