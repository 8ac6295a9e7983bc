/// Security events in the database.
@NullMarked
package io.nocturne.server.audit.store;

import org.jspecify.annotations.NullMarked;
