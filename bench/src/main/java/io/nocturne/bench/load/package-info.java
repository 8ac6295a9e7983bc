/// What is sent to a server, and how what it stored is compared with that.
@NullMarked
package io.nocturne.bench.load;

import org.jspecify.annotations.NullMarked;
