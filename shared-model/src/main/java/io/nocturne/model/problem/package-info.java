/// What went wrong: the stable codes behind every problem+json answer.
@NullMarked
package io.nocturne.model.problem;

import org.jspecify.annotations.NullMarked;
