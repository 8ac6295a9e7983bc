/// How an alert comes and goes: pure functions of a rule, a state and what was seen.
@NamedInterface("machine")
@NullMarked
package io.nocturne.server.alert.machine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
