/// How many samples a second the server takes, what one costs, and what a return of many agents does.
@NullMarked
package io.nocturne.bench.ingest;

import org.jspecify.annotations.NullMarked;
