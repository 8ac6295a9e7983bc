package io.nocturne.agent.config;

import io.nocturne.model.fleet.HostDescription;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns what was written into what is meant.
///
/// **Errors** - [#check] gives the line for the operator; [#read] expects settings that passed it.
/// **Threads** - immutable.
final class ConfigReader {

    private static final int DEFAULT_INTERVAL_SECONDS = 5;
    private static final String DEFAULT_SERVER = "http://localhost:8080";
    private static final int DEFAULT_RETRY_ATTEMPTS = 3;
    private static final int DEFAULT_BUFFER_SIZE = 1_000;
    private static final int MAX_NAME = 255;
    private static final int MAX_TAG = 128;
    private static final int MAX_TOKEN = 4_096;
    private static final int MAX_DIGITS = 9;
    private static final int MAX_PORT = 65_535;

    private final Path defaultDataDir;

    ConfigReader(Path defaultDataDir) {
        this.defaultDataDir = defaultDataDir;
    }

    /// What is wrong with a setting; empty when it is fine.
    Optional<String> check(Setting setting) {
        try {
            parse(setting);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            ConfigKey key = setting.key();
            String detail = e.getMessage() == null || e.getMessage().isEmpty() ? "" : " (" + e.getMessage() + ")";
            return Optional.of("%s: %s must be %s%s".formatted(setting.origin(), key.key(), key.allowed(), detail));
        }
    }

    AgentConfig read(Map<ConfigKey, Setting> settings) {
        Values values = new Values(settings);
        Path dataDir = values.text(ConfigKey.DATA_DIR, Path::of).orElse(defaultDataDir);
        return new AgentConfig(
                Duration.ofSeconds(values.number(ConfigKey.INTERVAL, DEFAULT_INTERVAL_SECONDS)),
                values.text(ConfigKey.SERVER_URL, ConfigReader::server).orElse(URI.create(DEFAULT_SERVER)),
                values.number(ConfigKey.RETRY_ATTEMPTS, DEFAULT_RETRY_ATTEMPTS),
                values.number(ConfigKey.BUFFER_SIZE, DEFAULT_BUFFER_SIZE),
                values.text(ConfigKey.CA_FILE, Path::of),
                values.text(ConfigKey.CA_FINGERPRINT, ConfigReader::fingerprint),
                values.text(ConfigKey.ENROLLMENT_TOKEN, String::strip),
                values.text(ConfigKey.ENROLLMENT_TOKEN_FILE, Path::of),
                dataDir,
                values.text(ConfigKey.STATE_DIR, Path::of).orElse(dataDir.resolve("agent")),
                values.tags(),
                values.text(ConfigKey.HOST_NAME, String::strip));
    }

    private static void parse(Setting setting) {
        switch (setting.value()) {
            case Setting.Text text -> parse(setting.key(), text.text());
            case Setting.Entries entries -> tags(entries.entries());
        }
    }

    private static void parse(ConfigKey key, String text) {
        switch (key) {
            case INTERVAL -> number(text, 3_600);
            case RETRY_ATTEMPTS -> number(text, 100);
            case BUFFER_SIZE -> number(text, 1_000_000);
            case SERVER_URL -> server(text);
            case CA_FINGERPRINT -> fingerprint(text);
            case CA_FILE, ENROLLMENT_TOKEN_FILE, DATA_DIR, STATE_DIR -> path(text);
            case ENROLLMENT_TOKEN -> word(text, MAX_TOKEN);
            case HOST_NAME -> line(text, MAX_NAME);
            case TAGS -> tags(split(text));
        }
    }

    private static int number(String text, int max) {
        String digits = text.strip();
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        int value = isNumber ? Integer.parseInt(digits) : 0;
        require(value >= 1 && value <= max, "is " + shown(text));
        return value;
    }

    private static URI server(String text) {
        URI url;
        try {
            url = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is " + shown(text), e);
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        // Never show what stands before the @: it may be a password.
        require(url.getRawUserInfo() == null, "a user name has no place in it");
        require(scheme.equals("http") || scheme.equals("https"), "is " + shown(text));
        require(url.getHost() != null && url.getPort() != 0 && url.getPort() <= MAX_PORT, "is " + shown(text));
        boolean bare = url.getRawPath() == null
                || url.getRawPath().isEmpty()
                || url.getRawPath().equals("/");
        require(bare && url.getRawQuery() == null && url.getRawFragment() == null, "nothing may follow host and port");
        return URI.create(scheme + "://" + url.getRawAuthority());
    }

    private static String fingerprint(String text) {
        String digits = text.strip().replace(":", "").toLowerCase(Locale.ROOT);
        if (digits.startsWith("sha256/")) {
            throw new IllegalArgumentException("that is the digest of a key in base64, not of a certificate in hex");
        }
        require(digits.matches("[0-9a-f]{64}"), "it has " + digits.length() + " digits");
        return digits;
    }

    private static void path(String text) {
        try {
            require(!text.isBlank() && !Path.of(text).toString().isEmpty(), "it is empty");
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("no file can be named so", e);
        }
    }

    private static void word(String text, int max) {
        String word = text.strip();
        require(!word.isEmpty() && word.length() <= max && word.chars().noneMatch(Character::isWhitespace), "");
    }

    private static void line(String text, int max) {
        require(!text.isBlank() && text.length() <= max && text.chars().noneMatch(Character::isISOControl), "");
    }

    private static Map<String, String> split(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            require(equals > 0, "'" + shown(pair) + "' is not KEY=VALUE");
            String before = tags.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
            require(before == null, "'" + shown(pair) + "' is there twice");
        }
        return tags;
    }

    private static Map<String, String> tags(Map<String, String> tags) {
        require(tags.size() <= HostDescription.MAX_TAGS, "there are " + tags.size());
        tags.forEach((key, value) -> {
            require(!key.isBlank() && key.length() <= MAX_TAG, "'" + shown(key) + "'");
            require(value.length() <= MAX_TAG, "'" + shown(key) + "' has a longer value");
        });
        return tags;
    }

    private static void require(boolean claim, String detail) {
        if (!claim) {
            throw new IllegalArgumentException(detail);
        }
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /// The settings by key.
    private record Values(Map<ConfigKey, Setting> settings) {

        <T> Optional<T> text(ConfigKey key, Function<String, T> meaning) {
            return find(key) instanceof Setting.Text text ? Optional.of(meaning.apply(text.text())) : Optional.empty();
        }

        int number(ConfigKey key, int otherwise) {
            return text(key, digits -> Integer.parseInt(digits.strip())).orElse(otherwise);
        }

        Map<String, String> tags() {
            return switch (find(ConfigKey.TAGS)) {
                case Setting.Text text -> split(text.text());
                case Setting.Entries entries -> entries.entries();
                case null -> Map.of();
            };
        }

        private Setting.@Nullable Value find(ConfigKey key) {
            Setting setting = settings.get(key);
            return setting == null ? null : setting.value();
        }
    }
}
