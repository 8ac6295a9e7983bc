/// The console's side of the wire: certificate pinning, REST, sign-in and the live WebSocket.
///
/// Requests go out, [io.nocturne.console.net.Answer] and [io.nocturne.model.live.LiveMessage] come
/// in; the neighbor that keeps them is [io.nocturne.console.state]. Nothing here knows JavaFX.
@NullMarked
package io.nocturne.console.net;

import org.jspecify.annotations.NullMarked;
