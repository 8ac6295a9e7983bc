package io.nocturne.agent.config;

import java.util.Map;

/// A value as somebody wrote it, and where.
///
/// **Shape** - `value` is a [Text], or the [Entries] that a file can have for tags.
/// `origin` is `agent.yml:3`, `--interval` or `NOCTURNE_INTERVAL`, as an error names it.
record Setting(ConfigKey key, Value value, String origin) {

    static Setting of(ConfigKey key, String text, String origin) {
        return new Setting(key, new Text(text), origin);
    }

    sealed interface Value {}

    record Text(String text) implements Value {

        @Override
        public String toString() {
            return "<text>";
        }
    }

    record Entries(Map<String, String> entries) implements Value {}
}
