/// How what rules look at becomes one number: windows over samples, trends, and which series a rule means.
@NamedInterface("observe")
@NullMarked
package io.nocturne.server.alert.observe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
