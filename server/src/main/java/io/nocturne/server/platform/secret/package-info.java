/// What a server must keep to stay the same server: in its data directory, or, shared by every server at one database,
/// encrypted in a table.
@NamedInterface("secret")
@NullMarked
package io.nocturne.server.platform.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
