package io.nocturne.server.silence;

import io.nocturne.model.alert.Matcher;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.platform.match.Matchers;
import io.nocturne.server.platform.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What must hold for a silence and for an absence alike.
///
/// **Errors** - [ProblemException] `request-invalid` saying what is allowed.
final class Drafts {

    static final int MAX_MATCHERS = 20;
    static final int MAX_WINDOWS = 20;
    static final int MAX_COMMENT = 1_000;

    private Drafts() {}

    static void requireMatchers(String field, List<Matcher> matchers, boolean confirmAll) {
        requireSize(field, matchers, 1, MAX_MATCHERS);
        try {
            Matchers.of(matchers);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(field + ": " + e.getMessage());
        }
        if (!confirmAll && Breadth.isNearlyAll(matchers)) {
            throw ProblemException.invalid(
                    "%s match nearly everything; name what is meant, or send confirmAll true".formatted(field));
        }
    }

    static void requireSize(String field, List<?> list, int least, int most) {
        if (list.size() < least || list.size() > most) {
            throw ProblemException.invalid("%s must be %d to %d".formatted(field, least, most));
        }
    }

    static String requireComment(@Nullable String comment) {
        if (comment == null || comment.isBlank()) {
            throw ProblemException.invalid("comment must say why, in 1 to %,d characters".formatted(MAX_COMMENT));
        }
        try {
            return PlainText.require("comment", comment, MAX_COMMENT);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }

    static long requireVersion(@Nullable Long version) {
        if (version == null) {
            throw ProblemException.invalid("version must be the one that was read");
        }
        return version;
    }

    static ProblemException outdated(String what, long version) {
        return new ProblemException(
                ProblemCode.CONFLICT,
                "%s was changed meanwhile and has version %d; read it again".formatted(what, version));
    }
}
