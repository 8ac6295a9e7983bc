package io.nocturne.server.backup;

import io.nocturne.model.json.WireJson;
import io.nocturne.server.backup.store.TableShape;
import io.nocturne.server.backup.store.TableSnapshot;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Writes a copy of everything a server keeps.
///
/// **Errors** - [BackupRefusedException] when the directory is no place for one; [IOException] when it cannot be
/// written or the database cannot be read. Nothing is left of a backup that failed.
/// **Threads** - safe.
public final class BackupMaker {

    private final DataSource source;
    private final DatabaseKind database;
    private final DataDirectory data;
    private final Clock clock;
    private final String serverVersion;

    public BackupMaker(
            DataSource source, DatabaseKind database, DataDirectory data, Clock clock, String serverVersion) {
        this.source = source;
        this.database = database;
        this.data = data;
        this.clock = clock;
        this.serverVersion = serverVersion;
    }

    /// **Shape** - `directory` is absolute and not there yet, or empty.
    public BackupReceipt write(Path directory) throws IOException {
        try (BackupDraft draft = BackupDraft.begin(directory)) {
            BackupInfo info = writeTables(draft);
            // After the tables: a key that a row needs is older than the row.
            for (String name : KeptFiles.in(data)) {
                byte[] content = KeptFiles.read(data.root().resolve(name));
                draft.write("files/" + name, out -> out.write(content));
            }
            byte[] json = WireJson.mapper().writeValueAsBytes(info);
            draft.write(BackupInfo.FILE, out -> out.write(json));
            long rows = info.tables().stream().mapToLong(BackupInfo.Table::rows).sum();
            return new BackupReceipt(
                    directory.toString(),
                    info.madeAt(),
                    info.schemaVersion(),
                    info.tables().size(),
                    rows,
                    draft.finish());
        }
    }

    private BackupInfo writeTables(BackupDraft draft) throws IOException {
        Instant now = clock.instant();
        try (TableSnapshot snapshot = TableSnapshot.open(source, database)) {
            List<BackupInfo.Table> tables = new ArrayList<>();
            for (TableShape table : snapshot.tables()) {
                long[] rows = {0};
                draft.write(BackupInfo.file(table.name()), out -> rows[0] = copy(snapshot, table, out));
                tables.add(new BackupInfo.Table(table.name(), rows[0]));
            }
            return new BackupInfo(BackupInfo.FORMAT, now, serverVersion, database, snapshot.schemaVersion(), tables);
        }
    }

    private static long copy(TableSnapshot snapshot, TableShape table, OutputStream file) throws IOException {
        try (RowWriter writer = new RowWriter(file, table)) {
            long rows = snapshot.read(table, writer);
            writer.finish();
            return rows;
        }
    }
}
