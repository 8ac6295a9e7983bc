package io.nocturne.model.access;

/// A user's name and password; the password never shows in a log.
public record LoginRequest(String username, String password) {

    @Override
    public String toString() {
        return "LoginRequest[username=" + username + ", password=<hidden>]";
    }
}
