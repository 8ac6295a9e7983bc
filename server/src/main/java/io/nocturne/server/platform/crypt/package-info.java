/// Stored values under a key: what is written is locked, what is read is opened. Knows bytes and keys, and no table.
@NamedInterface("crypt")
@NullMarked
package io.nocturne.server.platform.crypt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
