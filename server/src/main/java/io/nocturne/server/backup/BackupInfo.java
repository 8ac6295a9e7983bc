package io.nocturne.server.backup;

import io.nocturne.server.platform.config.DatabaseKind;
import java.time.Instant;
import java.util.List;

/// `backup.json`: what a backup says of itself.
///
/// **Shape** - `tables` in the order of the catalog; each has a file `tables/NAME.rows`.
record BackupInfo(
        int format,
        Instant madeAt,
        String serverVersion,
        DatabaseKind database,
        String schemaVersion,
        List<Table> tables) {

    static final int FORMAT = 1;
    static final String FILE = "backup.json";

    BackupInfo {
        tables = List.copyOf(tables);
    }

    static String file(String table) {
        return "tables/" + table + ".rows";
    }

    record Table(String name, long rows) {}
}
