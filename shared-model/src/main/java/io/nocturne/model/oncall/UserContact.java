package io.nocturne.model.oncall;

import org.jspecify.annotations.Nullable;

/// How a user is reached, and in which language.
///
/// **Shape** - `phone` in digits, with a plus in front of a country's code; `language` is `en` or `ko`.
/// **Absent** - each that is not known.
public record UserContact(
        @Nullable String email,
        @Nullable String phone,
        @Nullable String language) {

    public static final UserContact NONE = new UserContact(null, null, null);

    /// Nobody's business in a log.
    @Override
    public String toString() {
        return "UserContact[hidden]";
    }
}
