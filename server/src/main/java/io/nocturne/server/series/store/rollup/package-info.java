/// Minutes made of samples and hours made of minutes, for what is stored and what is answered alike.
@NullMarked
package io.nocturne.server.series.store.rollup;

import org.jspecify.annotations.NullMarked;
