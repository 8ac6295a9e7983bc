/// Times of the week by the clock on the wall, as quiet hours, maintenance windows and on-call shifts have
/// them.
@NamedInterface("calendar")
@NullMarked
package io.nocturne.server.platform.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
