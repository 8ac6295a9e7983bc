/// Messages that the consoles show on the desktop.
@NullMarked
package io.nocturne.server.notify.channel.desktop;

import org.jspecify.annotations.NullMarked;
