/// The server's own certificate authority and certificate, made on first start, and how
/// people learn to trust them.
@NullMarked
package io.nocturne.server.platform.tls;

import org.jspecify.annotations.NullMarked;
