package io.nocturne.server.alert;

import io.nocturne.server.audit.Origin;

/// Takes alerts in hand for people who do so from outside, as they are now.
///
/// **Threads** - safe.
public interface Acknowledgements {

    /// For the usual time.
    ///
    /// **Shape** - the origin's user is a name to be shown, such as a receiver's.
    /// **Errors** - [io.nocturne.server.platform.web.ProblemException] when the alert is over or not there.
    void acknowledge(String alertId, Origin by);
}
