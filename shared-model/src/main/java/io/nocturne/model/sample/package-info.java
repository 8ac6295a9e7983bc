/// What an agent sends and gets back: layouts, snapshots and the receipt.
@NullMarked
package io.nocturne.model.sample;

import org.jspecify.annotations.NullMarked;
