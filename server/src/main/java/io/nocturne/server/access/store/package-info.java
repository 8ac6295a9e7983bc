/// Users, refresh tokens and agent credentials in the database.
@NullMarked
package io.nocturne.server.access.store;

import org.jspecify.annotations.NullMarked;
