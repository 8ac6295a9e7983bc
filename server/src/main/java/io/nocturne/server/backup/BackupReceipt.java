package io.nocturne.server.backup;

import java.time.Instant;

/// What a backup holds.
///
/// **Shape** - `madeAt` is the moment that all of it is of.
/// **Unit** - `bytes` of all files.
public record BackupReceipt(
        String directory, Instant madeAt, String schemaVersion, int tables, long rows, long bytes) {}
