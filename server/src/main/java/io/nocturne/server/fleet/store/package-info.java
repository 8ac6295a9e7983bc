/// Hosts, their events and enrollment tokens in the database.
@NullMarked
package io.nocturne.server.fleet.store;

import org.jspecify.annotations.NullMarked;
