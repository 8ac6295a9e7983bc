package io.nocturne.server.access;

/// Whether there is a user of a name.
///
/// **Threads** - safe; asks the database.
public interface KnownUsers {

    boolean isUser(String name);
}
