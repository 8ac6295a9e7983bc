package io.nocturne.agent.config;

import java.util.List;

/// A configuration that cannot work, with every problem in it.
///
/// **Shape** - each problem is a line for the operator: its place, what is wrong, what is allowed. None has
/// a secret.
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public ConfigException(String problem) {
        this(List.of(problem));
    }

    public List<String> problems() {
        return problems;
    }
}
