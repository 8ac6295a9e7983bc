/// The server's own certificate authority and certificate, made on first start.
@NullMarked
package io.nocturne.server.platform.tls;

import org.jspecify.annotations.NullMarked;
