/// Pictures of the course of a value, for messages.
@NullMarked
package io.nocturne.server.notify.chart;

import org.jspecify.annotations.NullMarked;
