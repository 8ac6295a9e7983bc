/// The operators' desktop console: what starts it and puts it together.
///
/// [io.nocturne.console.ConsoleMain] reads the command line, [io.nocturne.console.ConsoleWiring]
/// makes every part, [io.nocturne.console.ConsoleApp] shows the window. Data flows net -> state ->
/// fx -> screen, never back.
@NullMarked
package io.nocturne.console;

import org.jspecify.annotations.NullMarked;
