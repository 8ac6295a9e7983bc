package io.nocturne.agent.config;

import java.util.List;
import java.util.Map;

/// A value as somebody wrote it, and where.
///
/// **Shape** - `value` is a [Text], or the [Items] or [Entries] that a file can have for a plural key.
/// `origin` is where it stands, as an error names it.
record Setting(ConfigKey key, Value value, Origin origin) {

    static Setting of(ConfigKey key, String text, Origin origin) {
        return new Setting(key, new Text(text), origin);
    }

    /// A place: `agent.yml:3`, `--interval` or `NOCTURNE_INTERVAL`.
    ///
    /// **Shape** - sorted by source, and in a file by line.
    record Origin(Source source, int line, String text) implements Comparable<Origin> {

        @Override
        public int compareTo(Origin other) {
            int bySource = source.compareTo(other.source);
            return bySource == 0 ? Integer.compare(line, other.line) : bySource;
        }
    }

    /// Who was asked; a later one counts over an earlier one.
    enum Source {
        FILE,
        ENVIRONMENT,
        FLAG
    }

    sealed interface Value {}

    record Text(String text) implements Value {

        @Override
        public String toString() {
            return "<text>";
        }
    }

    record Items(List<String> items) implements Value {}

    record Entries(Map<String, String> entries) implements Value {}
}
