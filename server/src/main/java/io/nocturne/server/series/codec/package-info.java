/// The pack format: columns of doubles, and process tables, in little space, without loss. Pure arithmetic on
/// byte arrays; `docs/storage-format.md` tells every byte.
@NullMarked
package io.nocturne.server.series.codec;

import org.jspecify.annotations.NullMarked;
