/// How the server's log is written: one event, one line, whatever its text came from.
@NullMarked
package io.nocturne.server.platform.log;

import org.jspecify.annotations.NullMarked;
