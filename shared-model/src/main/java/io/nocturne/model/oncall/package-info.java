/// Who is asked when something is wrong, and how they are reached.
@NullMarked
package io.nocturne.model.oncall;

import org.jspecify.annotations.NullMarked;
