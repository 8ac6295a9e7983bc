/// Telegram, by a bot.
@NullMarked
package io.nocturne.server.notify.channel.telegram;

import org.jspecify.annotations.NullMarked;
