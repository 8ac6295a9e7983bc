/// The tables of the rules.
@NullMarked
package io.nocturne.server.rule.store;

import org.jspecify.annotations.NullMarked;
