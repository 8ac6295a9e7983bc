/// What may stand in a text that comes from outside. Every record of the wire that takes one asks here.
@NullMarked
package io.nocturne.model.text;

import org.jspecify.annotations.NullMarked;
