/// Slack: one message for each group, by an incoming webhook or a bot.
@NullMarked
package io.nocturne.server.notify.channel.slack;

import org.jspecify.annotations.NullMarked;
