/// The one JSON configuration that all three programs use.
@NullMarked
package io.nocturne.model.json;

import org.jspecify.annotations.NullMarked;
