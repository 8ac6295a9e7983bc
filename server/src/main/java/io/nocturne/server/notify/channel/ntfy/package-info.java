/// ntfy, the hosted one or one's own.
@NullMarked
package io.nocturne.server.notify.channel.ntfy;

import org.jspecify.annotations.NullMarked;
