/// The database that everything is kept in: its pool, its disk, and what must hold still while it is copied.
@NamedInterface("database")
@NullMarked
package io.nocturne.server.platform.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
