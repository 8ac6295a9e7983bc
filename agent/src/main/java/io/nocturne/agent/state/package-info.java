/// What the agent keeps on disk between two runs: small files, private to it, that are whole or not there.
@NullMarked
package io.nocturne.agent.state;

import org.jspecify.annotations.NullMarked;
