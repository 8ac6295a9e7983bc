/// Email: text, HTML and the course of the value, in one thread for each group.
@NullMarked
package io.nocturne.server.notify.channel.email;

import org.jspecify.annotations.NullMarked;
