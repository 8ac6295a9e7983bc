/// What becomes of the news of an alert on its way to a receiver: stages that hold it back or let it pass, and
/// what is remembered. Nothing in here reads a clock, a database or a network.
@NullMarked
package io.nocturne.server.notify.flow;

import org.jspecify.annotations.NullMarked;
