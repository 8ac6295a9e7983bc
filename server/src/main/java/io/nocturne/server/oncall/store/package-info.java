/// Schedules and contacts in the database.
@NullMarked
package io.nocturne.server.oncall.store;

import org.jspecify.annotations.NullMarked;
