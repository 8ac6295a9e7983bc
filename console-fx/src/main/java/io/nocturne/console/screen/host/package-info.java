/// One host: its charts, its newest values and what is in it.
@NullMarked
package io.nocturne.console.screen.host;

import org.jspecify.annotations.NullMarked;
