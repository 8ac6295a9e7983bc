package io.nocturne.server.series.store.journal;

/// Another server has taken the journal over; nothing that this one still has to write is written any more.
public final class JournalTakenException extends IllegalStateException {

    JournalTakenException() {
        super("another server has taken this database over; this one writes nothing any more, stop it");
    }
}
