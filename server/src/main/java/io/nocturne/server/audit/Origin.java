package io.nocturne.server.audit;

/// Who did something, and from where.
///
/// **Shape** - `user` is the name as it was given, which need not be a user's; `address` is the other end of the
/// connection. Either is empty when it is not known.
public record Origin(String user, String address) {

    /// Somebody who gave no name.
    public static Origin unnamed(String address) {
        return new Origin("", address);
    }

    /// What the server did by itself.
    public static Origin server() {
        return new Origin("server", "");
    }
}
