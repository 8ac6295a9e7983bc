package io.nocturne.console.net;

import io.nocturne.model.problem.ProblemCode;
import java.util.function.Function;

/// What became of a request.
public sealed interface Answer<T> {

    /// The server answered what was asked.
    record Ok<T>(T value) implements Answer<T> {}

    /// The server said no.
    ///
    /// **Shape** - `code` is a [ProblemCode] or, of a newer server or a proxy, something else such as
    /// `http-502`.
    record Refused<T>(int status, String code, String detail) implements Answer<T> {

        /// Whether the server refused for this reason.
        public boolean is(ProblemCode problem) {
            return problem.code().equals(code);
        }
    }

    /// No answer came.
    record Unreachable<T>(LinkFault fault, String detail) implements Answer<T> {}

    /// The same answer with another value.
    default <R> Answer<R> map(Function<? super T, ? extends R> change) {
        return switch (this) {
            case Ok<T> ok -> new Ok<>(change.apply(ok.value()));
            case Refused<T> refused -> new Refused<>(refused.status(), refused.code(), refused.detail());
            case Unreachable<T> unreachable -> new Unreachable<>(unreachable.fault(), unreachable.detail());
        };
    }
}
