/// How soon consoles see what agents deliver, and what a console that does not read does to the others.
@NullMarked
package io.nocturne.bench.live;

import org.jspecify.annotations.NullMarked;
