/// Texts with places to be filled in, as an admin writes them for a receiver.
@NullMarked
package io.nocturne.server.notify.template;

import org.jspecify.annotations.NullMarked;
