package io.nocturne.agent.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A key of agent.yml, with what it means, what it may be, and what counts where nothing is said.
///
/// The flag and the environment variable follow from the key: `server_url` is `--server-url` and
/// `NOCTURNE_SERVER_URL`.
public enum ConfigKey {
    INTERVAL("SECONDS", "whole seconds", 1, 3_600, "5", "Seconds between two readings."),
    SERVER_URL(
            "URL",
            "an address like https://host:8443 or http://host:8080",
            "http://localhost:8080",
            "The server. An http address is only asked where https is; nothing is sent by it."),
    PROXY(
            "URL",
            "an address like http://proxy:3128 or http://user:password@proxy:3128",
            null,
            "The proxy on the way to the server; a server on this very host is reached without it."
                    + " On a command line others can see a password: prefer the file."),
    RETRY_ATTEMPTS(
            "COUNT",
            "a whole number",
            1,
            100,
            "3",
            "Quick attempts for one delivery before the agent waits longer and longer (1 s to 15 s)."
                    + " Nothing is given up after them."),
    BUFFER_SIZE(
            "COUNT",
            "a whole number",
            1,
            1_000_000,
            "1000",
            "Snapshots kept in memory while the disk does not take what has to wait; the oldest go first."),
    BUFFER_DIR("DIR", "a folder name", "<state_dir>/buffer", "Where snapshots wait on the disk for the server."),
    BUFFER_MAX_MEGABYTES(
            "MIB",
            "a whole number",
            1,
            100_000,
            "128",
            "The most that may wait on the disk, in MiB; the oldest go first."),
    BUFFER_MAX_AGE_HOURS("HOURS", "whole hours", 1, 8_760, "48", "The longest time that a snapshot waits on the disk."),
    CA_FILE("FILE", "a file name", null, "The CA certificate to trust, in PEM."),
    CA_FINGERPRINT(
            "SHA256",
            "the SHA-256 of the CA certificate: 64 hexadecimal digits, colons allowed",
            null,
            "Trust the server's CA if it has this fingerprint; the server prints it when it starts."),
    ENROLLMENT_TOKEN(
            "TOKEN",
            "a token as the server gave it",
            null,
            "The token for the first contact. On a command line others can see it: prefer the file."),
    ENROLLMENT_TOKEN_FILE("FILE", "a file name", null, "A file with the token for the first contact."),
    DATA_DIR(
            "DIR",
            "a folder name",
            "./data",
            "Nocturne's data folder. A server on the same host leaves its CA and a token there."),
    STATE_DIR("DIR", "a folder name", "<data_dir>/agent", "Where the agent keeps its credential."),
    TAGS(
            "KEY=VALUE,…",
            "keys with one value each, at most 32, each at most 128 characters",
            null,
            "What the operator says of this host, for selecting it."),
    HOST_NAME("NAME", "1 to 255 characters", null, "The name to show; without it the host's own."),
    TOP_PROCESSES(
            "COUNT",
            "a whole number",
            0,
            50,
            "10",
            "How many processes are reported by CPU and by memory each; 0 for none."),
    FILESYSTEMS_INCLUDE("GLOB,…", Patterns.ALLOWED, null, "Report only file systems whose mount point matches."),
    FILESYSTEMS_EXCLUDE("GLOB,…", Patterns.ALLOWED, null, "Report no file system whose mount point matches."),
    DISKS_INCLUDE("GLOB,…", Patterns.ALLOWED, null, "Report only disks whose name matches."),
    DISKS_EXCLUDE("GLOB,…", Patterns.ALLOWED, null, "Report no disk whose name matches."),
    INTERFACES_INCLUDE("GLOB,…", Patterns.ALLOWED, null, "Report only network interfaces whose name matches."),
    INTERFACES_EXCLUDE("GLOB,…", Patterns.ALLOWED, null, "Report no network interface whose name matches."),
    LOG_LEVEL("LEVEL", "error, warn, info or debug", "info", "How much the agent says.");

    private static final String ENVIRONMENT_PREFIX = "NOCTURNE_";

    private final String placeholder;
    private final String allowed;
    private final int min;
    private final int max;
    private final boolean isNumber;
    private final @Nullable String fallback;
    private final String description;

    ConfigKey(String placeholder, String allowed, @Nullable String fallback, String description) {
        this(placeholder, allowed, 0, 0, fallback, description, false);
    }

    ConfigKey(String placeholder, String number, int min, int max, String fallback, String description) {
        this(placeholder, number + " from " + min + " to " + max, min, max, fallback, description, true);
    }

    ConfigKey(
            String placeholder,
            String allowed,
            int min,
            int max,
            @Nullable String fallback,
            String description,
            boolean isNumber) {
        this.placeholder = placeholder;
        this.allowed = allowed;
        this.min = min;
        this.max = max;
        this.fallback = fallback;
        this.description = description;
        this.isNumber = isNumber;
    }

    /// The key in agent.yml.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String flag() {
        return "--" + key().replace('_', '-');
    }

    public String environmentVariable() {
        return ENVIRONMENT_PREFIX + name();
    }

    /// What a value stands for in the usage text.
    public String placeholder() {
        return placeholder;
    }

    /// What a value may be, as an error says it.
    public String allowed() {
        return allowed;
    }

    /// What counts where nothing is said; `<key>` in it is the value of another key.
    public Optional<String> fallback() {
        return Optional.ofNullable(fallback);
    }

    /// What the key does, as the usage text says it.
    public String description() {
        return fallback == null ? description : description + " Default: " + fallback + ".";
    }

    /// Whether it has several values: a list or a mapping in the file, an option that can be repeated.
    public boolean isPlural() {
        return this == TAGS || isList();
    }

    /// Whether a file may list its values.
    boolean isList() {
        return allowed.equals(Patterns.ALLOWED);
    }

    /// The numbers that it may be, when it is one.
    Optional<Whole> range() {
        return isNumber ? Optional.of(new Whole(min, max)) : Optional.empty();
    }

    static Optional<ConfigKey> find(String key) {
        return Stream.of(values())
                .filter(candidate -> candidate.key().equals(key))
                .findFirst();
    }

    static List<String> keys() {
        return Stream.of(values()).map(ConfigKey::key).toList();
    }

    /// Whole numbers, from and to included.
    record Whole(int min, int max) {}

    /// Apart, because a constant of the enum itself cannot be named in its own list.
    private static final class Patterns {

        static final String ALLOWED =
                "globs over names (* for any characters, ? for one), at most 64, each at most 255 characters";
    }
}
