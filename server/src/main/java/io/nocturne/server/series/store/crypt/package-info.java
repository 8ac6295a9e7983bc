/// Payloads under a key: what is written is locked, what is read is opened. Knows bytes and keys, and no table.
@NullMarked
package io.nocturne.server.series.store.crypt;

import org.jspecify.annotations.NullMarked;
