package io.nocturne.model.problem;

import com.fasterxml.jackson.annotation.JsonValue;

/// The stable codes of problem+json answers and live problems. A code is never reused for another meaning.
public enum ProblemCode {
    /// No token, or one that is not ours, was tampered with, or was revoked.
    TOKEN_INVALID("token-invalid", 401, "Token missing or invalid"),
    /// The access token's time is over: refresh and try again.
    TOKEN_EXPIRED("token-expired", 401, "Token expired"),
    /// Wrong user name or password.
    CREDENTIALS_WRONG("credentials-wrong", 401, "Wrong user name or password"),
    /// The refresh token is unknown, over, or was used before (then its whole family is ended).
    REFRESH_REFUSED("refresh-refused", 401, "Refresh token refused"),
    /// The enrolment token is unknown, over, or used up.
    ENROLLMENT_REFUSED("enrollment-refused", 401, "Enrollment token refused"),
    /// The caller's role may not do this.
    ROLE_INSUFFICIENT("role-insufficient", 403, "Role not sufficient"),
    /// A field, parameter or body is not as the API says; the detail names it.
    REQUEST_INVALID("request-invalid", 400, "Request invalid"),
    /// There is no such thing, or no such address.
    NOT_FOUND("not-found", 404, "Not found"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "Method not allowed"),
    NOT_ACCEPTABLE("not-acceptable", 406, "No acceptable representation"),
    /// The body came too slowly; send less at once.
    REQUEST_TOO_SLOW("request-too-slow", 408, "Request too slow"),
    /// Another thing of that name stands already.
    CONFLICT("conflict", 409, "Conflict"),
    /// The agent named a layout that the server has not seen: send it whole.
    LAYOUT_UNKNOWN("layout-unknown", 409, "Layout unknown"),
    REQUEST_TOO_LARGE("request-too-large", 413, "Request too large"),
    MEDIA_TYPE_UNSUPPORTED("media-type-unsupported", 415, "Media type not supported"),
    /// The server cannot take this now; the answer says when to come again.
    OVERLOADED("overloaded", 429, "Too many requests"),
    /// The server failed; its log has the details under the same time.
    INTERNAL("internal", 500, "Server error"),
    /// The store cannot answer now.
    UNAVAILABLE("unavailable", 503, "Temporarily unavailable");

    private final String code;
    private final int status;
    private final String title;

    ProblemCode(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    /// The code as it stands in JSON.
    @JsonValue
    public String code() {
        return code;
    }

    /// The HTTP status that goes with it.
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
