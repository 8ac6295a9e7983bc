/// What a chart asks for and gets: time ranges and the points in them.
@NullMarked
package io.nocturne.model.series;

import org.jspecify.annotations.NullMarked;
