package io.nocturne.server.backup;

import org.jspecify.annotations.Nullable;

/// Where a backup is to be written, on the server's machine.
record BackupRequest(@Nullable String directory) {}
