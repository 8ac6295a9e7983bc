/// Asks vendors over HTTP: one client, bounded in time and size, that turns answers into verdicts without
/// secrets.
@NullMarked
package io.nocturne.server.notify.channel.http;

import org.jspecify.annotations.NullMarked;
