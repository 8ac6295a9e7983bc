/// What one stranger, one host or one disk does to the rest: an attack beside honest load, and what that notices.
@NullMarked
package io.nocturne.bench.attack;

import org.jspecify.annotations.NullMarked;
