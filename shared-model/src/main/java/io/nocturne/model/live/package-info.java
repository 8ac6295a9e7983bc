/// Everything that the live WebSocket can say, in both directions.
@NullMarked
package io.nocturne.model.live;

import org.jspecify.annotations.NullMarked;
