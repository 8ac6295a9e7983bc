/// What runs as long as the server does, under one supervision: nothing ends silently, everything comes back by itself.
@NamedInterface("loop")
@NullMarked
package io.nocturne.server.platform.loop;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
