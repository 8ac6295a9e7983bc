/// The server: receives samples, keeps them, and shows them to consoles. Each sub-package is one
/// module; what a module may use stands in its own package-info and is verified by a test.
@NullMarked
package io.nocturne.server;

import org.jspecify.annotations.NullMarked;
