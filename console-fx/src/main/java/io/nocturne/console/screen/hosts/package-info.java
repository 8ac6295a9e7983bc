/// The list of all hosts.
@NullMarked
package io.nocturne.console.screen.hosts;

import org.jspecify.annotations.NullMarked;
