package io.nocturne.console.net;

/// Whoever answers questions: a signed-in session, or a script in a test.
///
/// **Threads** - blocks until the answer is there; safe from any thread.
@FunctionalInterface
public interface Asking {

    <T> Answer<T> ask(Ask<T> question);
}
