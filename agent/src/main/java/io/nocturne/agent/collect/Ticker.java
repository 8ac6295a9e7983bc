package io.nocturne.agent.collect;

/// A clock that only runs forward, for distances in time; its zero means nothing.
@FunctionalInterface
public interface Ticker {

    long nanos();
}
