package io.nocturne.server.platform.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads `database` of `server.yml`; an environment variable `NOCTURNE_DATABASE_…` counts over its key.
///
/// **Errors** - [ConfigException] naming the key or the variable; never a value that can be a secret.
/// **Threads** - confined to the caller's.
final class DatabaseSection {

    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final int MAX_PASSWORD_FILE_BYTES = 4_096;
    static final Set<String> KEYS = new TreeSet<>(Set.of("url", "username", "password", "password_file", "pool_size"));

    private final String file;
    private final Map<?, ?> values;
    private final Map<String, String> environment;

    private DatabaseSection(String file, Map<?, ?> values, Map<String, String> environment) {
        this.file = file;
        this.values = values;
        this.environment = environment;
    }

    static DatabaseConfig read(String file, @Nullable Object section, Map<String, String> environment) {
        Map<?, ?> values = switch (section) {
            case null -> Map.of();
            case Map<?, ?> map -> map;
            default -> throw new ConfigException("%s: database must be a map of %s".formatted(file, KEYS));
        };
        for (Object key : values.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new ConfigException("%s: unknown key 'database.%s', allowed are %s".formatted(file, key, KEYS));
            }
        }
        return new DatabaseSection(file, values, environment).read();
    }

    private DatabaseConfig read() {
        DatabaseConfig defaults = DatabaseConfig.h2();
        String url = text("url");
        if (url != null) {
            requirePostgres(url);
        }
        String username = text("username");
        return new DatabaseConfig(
                url, username == null ? defaults.username() : username, password(), poolSize(defaults.poolSize()));
    }

    private void requirePostgres(String url) {
        if (!url.startsWith(POSTGRESQL)) {
            throw new ConfigException(
                    "%s must be %s//HOST:PORT/NAME; without it the server uses H2 in its data directory"
                            .formatted(source("url"), POSTGRESQL));
        }
        String parameters = url.substring(Math.max(0, url.indexOf('?'))).toLowerCase(Locale.ROOT);
        if (parameters.contains("password=") || parameters.contains("user=") || url.contains("@")) {
            throw new ConfigException(
                    "%s must not hold the user or the password; there are keys for them".formatted(source("url")));
        }
    }

    private String password() {
        String password = text("password");
        if (values.get("password_file") == null) {
            return password == null ? "" : password;
        }
        if (environment.containsKey(variable("password"))) {
            return String.valueOf(password);
        }
        if (password != null) {
            throw new ConfigException(
                    "%s: only one of database.password and database.password_file may be given".formatted(file));
        }
        return passwordOf(String.valueOf(text("password_file")));
    }

    private String passwordOf(String name) {
        try {
            Path path = Path.of(name);
            if (Files.size(path) > MAX_PASSWORD_FILE_BYTES) {
                throw new ConfigException("%s '%s' is larger than %d bytes"
                        .formatted(source("password_file"), name, MAX_PASSWORD_FILE_BYTES));
            }
            return Files.readString(path).strip();
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException("%s '%s' cannot be read (%s)".formatted(source("password_file"), name, e));
        }
    }

    private int poolSize(int otherwise) {
        Object value = values.get("pool_size");
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Integer size
                && size >= DatabaseConfig.MIN_POOL_SIZE
                && size <= DatabaseConfig.MAX_POOL_SIZE) {
            return size;
        }
        throw new ConfigException("%s is '%s', allowed is a number from %d to %d"
                .formatted(source("pool_size"), value, DatabaseConfig.MIN_POOL_SIZE, DatabaseConfig.MAX_POOL_SIZE));
    }

    private @Nullable String text(String key) {
        String given = environment.get(variable(key));
        Object value = given == null ? values.get(key) : given;
        return switch (value) {
            case null -> null;
            case String text when !text.isBlank() -> text;
            default ->
                throw new ConfigException(
                        "%s must be a text that is not empty; put a number in quotes".formatted(source(key)));
        };
    }

    private String source(String key) {
        return environment.containsKey(variable(key)) ? variable(key) : file + ": database." + key;
    }

    private static String variable(String key) {
        return "NOCTURNE_DATABASE_" + key.toUpperCase(Locale.ROOT);
    }
}
