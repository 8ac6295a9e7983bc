/// What people answer to messages, as vendors hand it on: who sends it is checked here, what it means is
/// asked of the [io.nocturne.server.notify.inbound.Inbox].
@NullMarked
package io.nocturne.server.notify.inbound;

import org.jspecify.annotations.NullMarked;
