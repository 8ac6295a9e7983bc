/// Who may act as which node, and who leads: leases that end by themselves, and epochs that keep a server whose lease
/// was taken from changing anything.
@NamedInterface("lease")
@NullMarked
package io.nocturne.server.platform.lease;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
