/// The frame around all screens: rail, top bar, status bar, the stale frame and the keyboard.
///
/// What it shows it reads from [io.nocturne.console.state.Monitored]; which screens there are, from
/// [io.nocturne.console.fx.ScreenRegistry].
@NullMarked
package io.nocturne.console.shell;

import org.jspecify.annotations.NullMarked;
