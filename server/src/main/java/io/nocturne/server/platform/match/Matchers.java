package io.nocturne.server.platform.match;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.nocturne.model.alert.Matcher;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Conditions on labels, all of which must hold.
///
/// **Shape** - none means everything matches; a label that is absent has the empty value.
/// **Errors** - [IllegalArgumentException] saying which expression is none and why.
/// **Threads** - immutable. Matching takes time in proportion to the value's length, whatever the expression.
public final class Matchers {

    private static final Matchers ALL = new Matchers(List.of());

    private final List<Matcher> conditions;
    private final List<Condition> compiled;

    private Matchers(List<Matcher> conditions) {
        this.conditions = List.copyOf(conditions);
        this.compiled = this.conditions.stream().map(Condition::of).toList();
    }

    public static Matchers of(List<Matcher> conditions) {
        return conditions.isEmpty() ? ALL : new Matchers(conditions);
    }

    public boolean matches(Map<String, String> labels) {
        for (Condition condition : compiled) {
            if (!condition.holds().test(labels.getOrDefault(condition.name(), ""))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return conditions.toString();
    }

    private record Condition(String name, Predicate<String> holds) {

        static Condition of(Matcher matcher) {
            String wanted = matcher.value();
            return new Condition(
                    matcher.name(),
                    switch (matcher.op()) {
                        case EQUAL -> wanted::equals;
                        case NOT_EQUAL -> value -> !wanted.equals(value);
                        case MATCHES -> expression(matcher)::matches;
                        case NOT_MATCHES -> {
                            Pattern pattern = expression(matcher);
                            yield value -> !pattern.matches(value);
                        }
                    });
        }

        private static Pattern expression(Matcher matcher) {
            try {
                return Pattern.compile(matcher.value());
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "%s is no regular expression: %s".formatted(matcher, e.getDescription()), e);
            }
        }
    }
}
