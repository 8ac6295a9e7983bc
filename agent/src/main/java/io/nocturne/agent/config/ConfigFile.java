package io.nocturne.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/// Reads agent.yml and remembers on which line each key stands.
///
/// **Shape** - a mapping of known keys to single values, `tags` to a mapping; at most [#MAX_BYTES].
/// **Errors** - problems are collected, so that one look shows them all.
final class ConfigFile {

    static final int MAX_BYTES = 64 << 10;

    private final String name;
    private final List<Setting> settings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<ConfigKey> seen = EnumSet.noneOf(ConfigKey.class);

    private ConfigFile(String name) {
        this.name = name;
    }

    static ConfigFile read(Path path) {
        ConfigFile file = new ConfigFile(path.toString());
        try {
            file.parse(bytes(path));
        } catch (JacksonException e) {
            file.unreadable(e);
        } catch (IOException e) {
            file.problems.add("%s: cannot be read: %s".formatted(path, reason(e)));
        }
        return file;
    }

    List<Setting> settings() {
        return List.copyOf(settings);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    private static byte[] bytes(Path path) throws IOException {
        try (InputStream input = Files.newInputStream(path)) {
            byte[] bytes = input.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("it has more than %d bytes".formatted(MAX_BYTES));
            }
            return bytes;
        }
    }

    private void parse(byte[] bytes) {
        try (JsonParser yaml = new YAMLFactory().createParser(ObjectReadContext.empty(), bytes)) {
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

    private void entry(JsonParser yaml, String name, int line) {
        JsonToken token = yaml.nextToken();
        Optional<ConfigKey> known = ConfigKey.find(name);
        if (known.isEmpty()) {
            problem(
                    line,
                    "unknown key '%s'; allowed are %s".formatted(shown(name), String.join(", ", ConfigKey.keys())));
            yaml.skipChildren();
            return;
        }
        ConfigKey key = known.get();
        if (!seen.add(key)) {
            problem(line, "%s stands here for the second time".formatted(key.key()));
        }
        if (key == ConfigKey.TAGS && token == JsonToken.START_OBJECT) {
            tags(yaml, line);
        } else if (token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            settings.add(Setting.of(key, yaml.getString(), place(line)));
        } else {
            problem(line, "%s must be %s".formatted(key.key(), key.allowed()));
            yaml.skipChildren();
        }
    }

    private void tags(JsonParser yaml, int line) {
        Map<String, String> tags = new LinkedHashMap<>();
        while (yaml.nextToken() == JsonToken.PROPERTY_NAME) {
            String tag = yaml.currentName();
            int tagLine = line(yaml);
            JsonToken token = yaml.nextToken();
            if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
                problem(tagLine, "tag '%s' must have one value".formatted(shown(tag)));
                yaml.skipChildren();
            } else if (tags.put(tag, yaml.getString()) != null) {
                problem(tagLine, "tag '%s' stands here for the second time".formatted(shown(tag)));
            }
        }
        settings.add(new Setting(ConfigKey.TAGS, new Setting.Entries(tags), place(line)));
    }

    /// The engine below the parser knows the place better: the parser only knows its last token.
    private void unreadable(JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            problem(marked.getProblemMark().get().getLine() + 1, "is no YAML: " + marked.getProblem());
        } else {
            problem(e.getLocation() == null ? 1 : e.getLocation().getLineNr(), "is no YAML: " + firstLine(e));
        }
    }

    private void problem(int line, String detail) {
        problems.add(place(line) + ": " + detail);
    }

    private String place(int line) {
        return name + ":" + line;
    }

    private static int line(JsonParser yaml) {
        return yaml.currentTokenLocation().getLineNr();
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static String firstLine(JacksonException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("unreadable");
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
