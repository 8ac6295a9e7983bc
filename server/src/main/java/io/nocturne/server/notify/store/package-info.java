/// The tables of notifications.
@NullMarked
package io.nocturne.server.notify.store;

import org.jspecify.annotations.NullMarked;
