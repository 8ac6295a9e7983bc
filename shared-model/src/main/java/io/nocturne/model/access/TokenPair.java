package io.nocturne.model.access;

/// A signed-in user's tokens.
///
/// **Shape** - `accessToken` is a JWT for `Authorization: Bearer`; `refreshToken` is opaque and works once: using it
/// gives the next pair.
/// **Unit** - `expiresInSeconds` of the access token.
public record TokenPair(String accessToken, String refreshToken, long expiresInSeconds, Role role) {

    @Override
    public String toString() {
        return "TokenPair[tokens=<hidden>, expiresInSeconds=" + expiresInSeconds + ", role=" + role + "]";
    }
}
