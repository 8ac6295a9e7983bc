/// What an admin may set, where everything is kept, and the keys of encryption. Read before anything starts.
@NamedInterface("config")
@NullMarked
package io.nocturne.server.platform.config;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
