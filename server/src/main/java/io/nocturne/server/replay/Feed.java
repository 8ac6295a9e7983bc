package io.nocturne.server.replay;

/// What a machine gets to see of one series, in order of time.
///
/// **Unit** - ms since the epoch; the rule's own.
@FunctionalInterface
interface Feed {

    void to(Eye eye);

    /// Takes one observation after another.
    @FunctionalInterface
    interface Eye {

        void sees(long timeMillis, double value);
    }
}
