/// Hand-written fakes that the agent's tests share.
@NullMarked
package io.nocturne.agent.testing;

import org.jspecify.annotations.NullMarked;
