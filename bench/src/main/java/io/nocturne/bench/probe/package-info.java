/// A consumer of the stream that the benches add to a server: it keeps what it takes and how far it is in tables of its
/// own, so that a bench can count them afterwards.
///
/// A jar of its own, which is all that the server's class path has of the benches.
@NullMarked
package io.nocturne.bench.probe;

import org.jspecify.annotations.NullMarked;
