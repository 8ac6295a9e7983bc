package io.nocturne.server.rule;

import java.util.List;
import java.util.stream.Collectors;

/// One thing that is wrong with a rule.
///
/// **Shape** - `path` as the rule stands in JSON: `layers[2].settings.warning.raise`. `message` says what is
/// there and what is allowed.
public record RuleFault(String path, String message) {

    private static final int MAX_TOLD = 20;

    /// Several of them in one text.
    public static String text(List<RuleFault> faults) {
        String told = faults.stream().limit(MAX_TOLD).map(RuleFault::toString).collect(Collectors.joining("; "));
        int more = faults.size() - MAX_TOLD;
        return more > 0 ? "%s; and %d more".formatted(told, more) : told;
    }

    @Override
    public String toString() {
        return path + ": " + message;
    }
}
