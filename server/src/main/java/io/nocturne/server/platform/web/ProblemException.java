package io.nocturne.server.platform.web;

import io.nocturne.model.problem.ProblemCode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request that cannot be served, with the stable code that the caller sees. The detail is written
/// for the caller and never holds a secret.
public final class ProblemException extends RuntimeException {

    private final ProblemCode code;
    private final @Nullable Duration retryAfter;

    public ProblemException(ProblemCode code, String detail) {
        super(detail);
        this.code = code;
        this.retryAfter = null;
    }

    /// A refusal that ends by itself: the caller is told when to come again.
    public ProblemException(ProblemCode code, String detail, Duration retryAfter) {
        super(detail);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /// What a caller asked for is not as the API says: `detail` names the part, and what is allowed.
    public static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.REQUEST_INVALID, detail);
    }

    public ProblemCode code() {
        return code;
    }

    /// When to come again, where that is known.
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /// The detail for the caller.
    public String detail() {
        return String.valueOf(getMessage());
    }
}
