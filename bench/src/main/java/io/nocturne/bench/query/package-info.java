/// How fast the server answers while it takes samples.
@NullMarked
package io.nocturne.bench.query;

import org.jspecify.annotations.NullMarked;
