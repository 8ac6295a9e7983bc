/// Discord: one message for each group, by a webhook.
@NullMarked
package io.nocturne.server.notify.channel.discord;

import org.jspecify.annotations.NullMarked;
