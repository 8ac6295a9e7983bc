/// Language, theme, and what this console is connected to.
@NullMarked
package io.nocturne.console.screen.settings;

import org.jspecify.annotations.NullMarked;
