/// Whether labels are what somebody asked for: rules choose hosts by it, routes and silences choose alerts.
@NamedInterface("match")
@NullMarked
package io.nocturne.server.platform.match;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
