package io.nocturne.agent.collect;

/// A kernel counter seen from reading to reading.
///
/// **Absent** - [#advance] says false for the first reading and when the counter went back (the device was
/// reset, or a counter of 32 bits wrapped): how far it grew cannot be known then, so nothing is claimed.
/// **Threads** - confined to "collect".
public final class Counter {

    private boolean known;
    private long last;
    private long growth;

    /// Takes a reading and says whether [#growth()] since the one before is known.
    public boolean advance(long reading) {
        boolean grown = known && reading >= last;
        growth = grown ? reading - last : 0;
        last = reading;
        known = true;
        return grown;
    }

    /// How far the counter grew between the last two readings; 0 when that is unknown.
    public long growth() {
        return growth;
    }
}
