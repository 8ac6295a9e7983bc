/// The SQL of backups: any table, from one snapshot, and back.
@NullMarked
package io.nocturne.server.backup.store;

import org.jspecify.annotations.NullMarked;
