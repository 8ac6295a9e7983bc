/// Silences and expected absences in the database.
@NullMarked
package io.nocturne.server.silence.store;

import org.jspecify.annotations.NullMarked;
