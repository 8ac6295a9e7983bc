/// Tests of the whole server over real sockets, and what they share.
@NullMarked
package io.nocturne.server;

import org.jspecify.annotations.NullMarked;
