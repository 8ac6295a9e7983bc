package io.nocturne.server.rule;

/// Where the rules are read; cheap enough to be asked at every delivery.
///
/// **Threads** - safe.
public interface RuleBook {

    RuleSet current();
}
