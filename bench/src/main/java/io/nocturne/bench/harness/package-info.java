/// What every bench needs: the programs that it starts, the machine they run on, options, and a plain client.
@NullMarked
package io.nocturne.bench.harness;

import org.jspecify.annotations.NullMarked;
