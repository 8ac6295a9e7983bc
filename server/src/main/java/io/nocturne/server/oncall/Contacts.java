package io.nocturne.server.oncall;

import io.nocturne.model.oncall.UserContact;
import java.util.Optional;

/// How users are reached.
///
/// **Threads** - safe; asks the database.
public interface Contacts {

    /// **Absent** - when the user left none, or is none any more.
    Optional<UserContact> of(String username);
}
