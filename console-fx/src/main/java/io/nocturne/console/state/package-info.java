/// What the console knows of a server: the link, the fleet, and the series of the hosts that are looked at.
///
/// Live messages and REST answers of [io.nocturne.console.net] come in; immutable snapshots go out,
/// to view models by way of the FX bridge. Everything here is thread-safe and knows no JavaFX.
@NullMarked
package io.nocturne.console.state;

import org.jspecify.annotations.NullMarked;
