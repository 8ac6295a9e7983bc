/// How the agent speaks to the operator: one line for each event, and not the same line every second.
@NullMarked
package io.nocturne.agent.log;

import org.jspecify.annotations.NullMarked;
