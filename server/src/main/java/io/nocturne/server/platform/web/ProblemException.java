package io.nocturne.server.platform.web;

import io.nocturne.model.problem.ProblemCode;

/// A request that cannot be served, with the stable code that the caller sees. The detail is written
/// for the caller and never holds a secret.
public final class ProblemException extends RuntimeException {

    private final ProblemCode code;

    public ProblemException(ProblemCode code, String detail) {
        super(detail);
        this.code = code;
    }

    public ProblemCode code() {
        return code;
    }

    /// The detail for the caller.
    public String detail() {
        return String.valueOf(getMessage());
    }
}
