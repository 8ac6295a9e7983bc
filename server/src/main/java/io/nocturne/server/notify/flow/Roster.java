package io.nocturne.server.notify.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who stands behind the receivers that tell whoever is on call. Each person is a receiver of its own, so
/// that whoever was told of an alert is told its end, and has a budget of his own.
///
/// **Threads** - safe.
public interface Roster {

    /// Whom a receiver tells at a time: itself, the people on call, or both. Itself alone and vacant where
    /// nobody can be reached.
    List<Party> at(Party receiver, Instant at);

    /// The receiver for one person.
    ///
    /// **Absent** - for somebody that this receiver cannot reach.
    Optional<Party> person(Party receiver, String user);

    /// Whether one of these people is on call.
    boolean isOnCall(Party person, Instant at);
}
