package io.nocturne.server.ingest;

/// Keeps in memory what follows from the stream and is gone with the process: newest values, who reports, what waits
/// for live consoles.
///
/// It is told of each entry once, in the order of the stream, before the delivery is acknowledged: who asks after that
/// finds it. What was there before a start it reads from the store.
///
/// **Threads** - called on the journal's; must return at once, and keep its own bounded queue if it has more to do. An
/// exception is logged and stops nobody else.
public interface StreamFollower {

    void follow(StreamEntry entry);
}
