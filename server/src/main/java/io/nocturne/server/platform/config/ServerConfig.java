package io.nocturne.server.platform.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/// What an admin may set in `server.yml`.
///
/// **Shape** - keys `data_dir`, `port` (0 picks a free one), `http_port` (0 for none), `public_names` (names
/// and addresses by which agents and consoles reach the server, beside those that it finds itself), `database`
/// (see [DatabaseConfig]), `retention` (see [Retention]), `encryption` (see [EncryptionConfig]), `connections`
/// (see [ConnectionLimits]), `alerts_file` (rules, see `config/alerts.yml`; it need not be there).
/// **Errors** - [ConfigException] for an unreadable file, an unknown key or a value out of bounds.
public record ServerConfig(
        Path dataDir,
        int port,
        int httpPort,
        List<String> publicNames,
        DatabaseConfig database,
        Retention retention,
        EncryptionConfig encryption,
        ConnectionLimits connections,
        Path alertsFile) {

    private static final long MAX_FILE_BYTES = 65_536;
    private static final int MAX_PORT = 65_535;
    static final Set<String> KEYS = new TreeSet<>(Set.of(
            "data_dir",
            "port",
            "http_port",
            "public_names",
            "database",
            "retention",
            "encryption",
            "connections",
            "alerts_file"));
    private static final Path ALERTS = Path.of("config", "alerts.yml");

    public ServerConfig {
        publicNames = List.copyOf(publicNames);
    }

    /// With as many connections as usual.
    public ServerConfig(
            Path dataDir,
            int port,
            int httpPort,
            List<String> publicNames,
            DatabaseConfig database,
            Retention retention,
            EncryptionConfig encryption) {
        this(dataDir, port, httpPort, publicNames, database, retention, encryption, ConnectionLimits.DEFAULT, ALERTS);
    }

    /// What holds without a file.
    public static ServerConfig defaults() {
        return load(null, Map.of());
    }

    /// The defaults, changed by the file if one is given, and by the environment.
    public static ServerConfig load(@Nullable Path file, Map<String, String> environment) {
        Map<?, ?> values = file == null ? Map.of() : parse(file);
        String name = file == null ? "server.yml" : file.toString();
        for (Object key : values.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new ConfigException("%s: unknown key '%s', allowed are %s".formatted(name, key, KEYS));
            }
        }
        return new ServerConfig(
                values.get("data_dir") instanceof String dir ? Path.of(dir) : Path.of("data"),
                port(name, values, "port", 8443),
                port(name, values, "http_port", 8080),
                names(name, values.get("public_names")),
                DatabaseSection.read(name, values.get("database"), environment),
                RetentionSection.read(name, values.get("retention")),
                EncryptionSection.read(name, values.get("encryption"), environment),
                ConnectionLimits.read(name, values.get("connections")),
                alertsFile(file, values.get("alerts_file")));
    }

    /// This configuration with the options of the command line, where given.
    public ServerConfig with(@Nullable Path data, @Nullable Integer port, @Nullable Integer httpPort) {
        return new ServerConfig(
                data == null ? dataDir : data,
                port == null ? this.port : requirePort("--port", port),
                httpPort == null ? this.httpPort : requirePort("--http-port", httpPort),
                publicNames,
                database,
                retention,
                encryption,
                connections,
                alertsFile);
    }

    /// This configuration with other limits of connections.
    public ServerConfig with(ConnectionLimits connections) {
        return new ServerConfig(
                dataDir, port, httpPort, publicNames, database, retention, encryption, connections, alertsFile);
    }

    /// This configuration with another `alerts.yml`.
    public ServerConfig withAlertsFile(Path file) {
        return new ServerConfig(
                dataDir, port, httpPort, publicNames, database, retention, encryption, connections, file);
    }

    /// Beside the configuration, or where the configuration would be.
    private static Path alertsFile(@Nullable Path file, @Nullable Object value) {
        return switch (value) {
            case null -> file == null ? ALERTS : file.resolveSibling("alerts.yml");
            case String name when !name.isBlank() && name.indexOf('\0') < 0 -> Path.of(name);
            default ->
                throw new ConfigException("%s: alerts_file is '%s', allowed is a file's name"
                        .formatted(file == null ? "server.yml" : file, value));
        };
    }

    private static Map<?, ?> parse(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new ConfigException("%s: larger than %d bytes".formatted(file, MAX_FILE_BYTES));
            }
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            Object root = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
            if (root == null) {
                return Map.of();
            }
            if (root instanceof Map<?, ?> map) {
                return map;
            }
            throw new ConfigException("%s: must be a map of %s".formatted(file, KEYS));
        } catch (IOException e) {
            throw new ConfigException("%s: cannot be read (%s)".formatted(file, e));
        } catch (YAMLException e) {
            throw new ConfigException("%s: is not YAML%s".formatted(file, place(e)));
        }
    }

    /// Where, and not what: the parser's own message repeats lines of the file, and a line can be a password.
    private static String place(YAMLException fault) {
        Mark mark = fault instanceof MarkedYAMLException marked ? marked.getProblemMark() : null;
        return mark == null
                ? ""
                : " at line %d, column %d (a key stands there twice, or a text needs quotes)"
                        .formatted(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static int port(String file, Map<?, ?> values, String key, int otherwise) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Integer number) {
            return requirePort(file + ": " + key, number);
        }
        throw new ConfigException(
                "%s: %s is '%s', allowed is a number from 0 to %d".formatted(file, key, value, MAX_PORT));
    }

    private static int requirePort(String what, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new ConfigException("%s is %d, allowed are 0 to %d".formatted(what, port, MAX_PORT));
        }
        return port;
    }

    private static List<String> names(String file, @Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default -> throw new ConfigException("%s: public_names is '%s', allowed is a list".formatted(file, value));
        };
    }
}
