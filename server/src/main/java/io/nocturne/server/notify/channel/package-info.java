/// The ways in which a notice reaches somebody, a package each.
@NullMarked
package io.nocturne.server.notify.channel;

import org.jspecify.annotations.NullMarked;
