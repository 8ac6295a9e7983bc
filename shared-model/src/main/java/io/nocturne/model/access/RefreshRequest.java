package io.nocturne.model.access;

/// Asks for the next token pair, or on logout names the one to end.
public record RefreshRequest(String refreshToken) {

    @Override
    public String toString() {
        return "RefreshRequest[refreshToken=<hidden>]";
    }
}
