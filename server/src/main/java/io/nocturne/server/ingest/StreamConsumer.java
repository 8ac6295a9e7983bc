package io.nocturne.server.ingest;

import java.util.Optional;

/// Works through the stream at its own pace and keeps how far it is, so that it goes on exactly there after a kill.
///
/// Each entry comes once and in order if the consumer keeps [Position] and whatever it makes of the entries in one
/// transaction. It never holds up the journal: what it does not take from memory it gets from the journal later, and
/// what the journal has no more is told as a gap.
///
/// **Threads** - called on a thread of its own.
public interface StreamConsumer {

    /// For the name of its thread and its part; lower case.
    String name();

    /// Up to where it is done; empty to begin with whatever comes next. Asked at the start, and again
    /// after a failure, because the database's answer to its transaction may have been lost.
    Optional<Position> done();

    /// Takes the next entries and is done up to the batch's `through`.
    ///
    /// **Errors** - whatever it throws, it gets what it is not [#done] with again after a while.
    void take(StreamBatch batch);

    /// Entries were lost to this consumer: the journal has what is behind one position no more, up to and with another.
    /// Their samples are in chunks. It is done up to `through`.
    ///
    /// **Errors** - as [#take].
    void missed(Position behind, Position through);
}
