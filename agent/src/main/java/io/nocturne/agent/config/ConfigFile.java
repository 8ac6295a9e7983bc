package io.nocturne.agent.config;

import io.nocturne.agent.config.ConfigBytes.WrongLine;
import io.nocturne.agent.config.Setting.Origin;
import io.nocturne.agent.config.Setting.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Reads agent.yml and remembers on which line each key stands.
///
/// **Shape** - a mapping of known keys to single values, of `tags` to a mapping, of the filters to lists;
/// what only serves to build larger values out of small ones (anchors, aliases, type tags) is refused.
/// **Errors** - problems are collected, so that one look shows them all.
final class ConfigFile {

    private static final String INDIRECT = "anchors, aliases and type tags (& * !) have no place here; quote the text";

    private final String name;
    private final List<Setting> settings = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<ConfigKey, Integer> seen = new EnumMap<>(ConfigKey.class);

    private ConfigFile(String name) {
        this.name = name;
    }

    static ConfigFile read(Path path) {
        ConfigFile file = new ConfigFile(path.toString());
        try {
            file.parse(ConfigBytes.read(path));
        } catch (JacksonException e) {
            file.unreadable(e);
        } catch (WrongLine e) {
            file.problem(e.line(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            Origin whole = new Origin(Source.FILE, 0, file.name);
            file.problems.add(new Problem(whole, "cannot be read: " + e.getMessage()));
        }
        return file;
    }

    List<Setting> settings() {
        return List.copyOf(settings);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    private void parse(String text) {
        try (YAMLParser yaml = (YAMLParser) new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = yaml.nextToken();
            if (first == null) {
                // Only comments: every key has its default.
                return;
            }
            if (first != JsonToken.START_OBJECT) {
                problem(line(yaml), "must be lines of key: value");
                return;
            }
            while (yaml.nextToken() == JsonToken.PROPERTY_NAME) {
                entry(yaml, yaml.currentName(), line(yaml));
            }
            if (yaml.nextToken() != null) {
                problem(line(yaml), "a second document; one is allowed");
            }
        }
    }

    private void entry(YAMLParser yaml, String name, int line) {
        JsonToken token = yaml.nextToken();
        Optional<ConfigKey> known = ConfigKey.find(name);
        if (known.isEmpty()) {
            unknown(name, line);
            yaml.skipChildren();
            return;
        }
        ConfigKey key = known.get();
        Integer before = seen.putIfAbsent(key, line);
        if (before != null) {
            problem(line, "%s stands here for the second time; it is already on line %d".formatted(key.key(), before));
        }
        if (isIndirect(yaml)) {
            problem(line, "%s: %s".formatted(key.key(), INDIRECT));
            yaml.skipChildren();
        } else if (isOneValue(token)) {
            settings.add(Setting.of(key, yaml.getString(), place(line)));
        } else if (key == ConfigKey.TAGS && token == JsonToken.START_OBJECT) {
            tags(yaml, line);
        } else if (key.isList() && token == JsonToken.START_ARRAY) {
            items(yaml, key, line);
        } else {
            problem(line, "%s must be %s (%s)".formatted(key.key(), key.allowed(), found(token)));
            yaml.skipChildren();
        }
    }

    private void unknown(String name, int line) {
        String meant = SimilarKey.of(name)
                .map(similar -> " (did you mean %s?)".formatted(similar))
                .orElse("");
        problem(
                line,
                "unknown key '%s'%s; allowed are %s"
                        .formatted(Shown.of(name), meant, String.join(", ", ConfigKey.keys())));
    }

    private void tags(YAMLParser yaml, int line) {
        Map<String, String> tags = new LinkedHashMap<>();
        while (yaml.nextToken() == JsonToken.PROPERTY_NAME) {
            String tag = yaml.currentName();
            int tagLine = line(yaml);
            JsonToken token = yaml.nextToken();
            if (isIndirect(yaml)) {
                problem(tagLine, "tag '%s': %s".formatted(Shown.of(tag), INDIRECT));
                yaml.skipChildren();
            } else if (!isOneValue(token)) {
                problem(tagLine, "tag '%s' must have one value (%s)".formatted(Shown.of(tag), found(token)));
                yaml.skipChildren();
            } else if (tags.put(tag, yaml.getString()) != null) {
                problem(tagLine, "tag '%s' stands here for the second time".formatted(Shown.of(tag)));
            }
        }
        settings.add(new Setting(ConfigKey.TAGS, new Setting.Entries(tags), place(line)));
    }

    private void items(YAMLParser yaml, ConfigKey key, int line) {
        List<String> items = new ArrayList<>();
        JsonToken token = yaml.nextToken();
        while (token != null && token != JsonToken.END_ARRAY) {
            if (isIndirect(yaml)) {
                problem(line(yaml), "%s: %s".formatted(key.key(), INDIRECT));
                yaml.skipChildren();
            } else if (isOneValue(token)) {
                items.add(yaml.getString());
            } else {
                problem(line(yaml), "%s must be %s (%s)".formatted(key.key(), key.allowed(), found(token)));
                yaml.skipChildren();
            }
            token = yaml.nextToken();
        }
        settings.add(new Setting(key, new Setting.Items(items), place(line)));
    }

    private static boolean isIndirect(YAMLParser yaml) {
        return yaml.isCurrentAlias() || yaml.getObjectId() != null || yaml.getTypeId() != null;
    }

    private static boolean isOneValue(@Nullable JsonToken token) {
        return token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL;
    }

    private static String found(@Nullable JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "it is a list";
            case START_OBJECT -> "it is a mapping";
            case null, default -> "it is empty";
        };
    }

    /// The engine below the parser knows the place better: the parser only knows its last token.
    private void unreadable(JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            int line = marked.getProblemMark().get().getLine() + 1;
            String began = marked.getContextMark()
                    .map(mark -> mark.getLine() + 1)
                    .filter(beginning -> beginning < line)
                    .map(" (what began on line %d)"::formatted)
                    .orElse("");
            problem(line, "is no YAML: " + Shown.line(marked.getProblem()) + began);
        } else if (e instanceof StreamConstraintsException) {
            problem(1, "is nested too deeply");
        } else {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            problem(line, "is no YAML: " + Shown.line(String.valueOf(e.getOriginalMessage())));
        }
    }

    private void problem(int line, String detail) {
        problems.add(new Problem(place(line), detail));
    }

    private Origin place(int line) {
        return new Origin(Source.FILE, line, name + ":" + line);
    }

    private static int line(YAMLParser yaml) {
        return yaml.currentTokenLocation().getLineNr();
    }
}
