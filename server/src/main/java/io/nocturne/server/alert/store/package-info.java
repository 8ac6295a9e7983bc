/// Tables of alerts: where the machine stands, every alert, every step.
@NullMarked
package io.nocturne.server.alert.store;

import org.jspecify.annotations.NullMarked;
