package io.nocturne.console.screen.login;

/// A line of the list of servers.
///
/// **Shape** - `address` is `host:port`; `state` and `when` are as this computer last saw them, in words.
record ServerRow(String address, String host, Mood mood, String state, String when) {

    /// How it was.
    enum Mood {
        NEW,
        FINE,
        PARTLY,
        FAILED
    }
}
