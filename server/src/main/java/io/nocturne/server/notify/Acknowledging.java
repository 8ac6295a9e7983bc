package io.nocturne.server.notify;

/// Puts an alert into somebody's hand who does not sign in: by a link in a message.
public interface Acknowledging {

    /// Acknowledges an alert that stands.
    ///
    /// **Shape** - `owner` is a name to be shown, such as the receiver's.
    /// **Errors** - [io.nocturne.server.platform.web.ProblemException] when it is over or not there.
    void acknowledge(String alertId, String owner);
}
