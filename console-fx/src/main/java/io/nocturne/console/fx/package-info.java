/// Where the console's truth meets JavaFX.
///
/// Snapshots of [io.nocturne.console.state] cross here, in [io.nocturne.console.fx.FxBridge] and
/// nowhere else; screens come to life and end by [io.nocturne.console.fx.Activation]; unexpected
/// errors end in [io.nocturne.console.fx.UiErrors].
@NullMarked
package io.nocturne.console.fx;

import org.jspecify.annotations.NullMarked;
