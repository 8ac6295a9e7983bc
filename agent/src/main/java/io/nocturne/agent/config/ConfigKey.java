package io.nocturne.agent.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A key of agent.yml, with what it means and what it may be.
///
/// The flag and the environment variable follow from the key: `server_url` is `--server-url` and
/// `NOCTURNE_SERVER_URL`.
public enum ConfigKey {
    INTERVAL("SECONDS", "whole seconds from 1 to 3600", "Seconds between two readings; default 5."),
    SERVER_URL(
            "URL",
            "an address like https://host:8443 or http://host:8080",
            "The server; default http://localhost:8080. http is only asked where https is; nothing is sent by it."),
    RETRY_ATTEMPTS(
            "COUNT",
            "a whole number from 1 to 100",
            "Quick attempts for one delivery before the agent waits longer and longer (1 s to 15 s); default 3."
                    + " Nothing is given up after them."),
    BUFFER_SIZE(
            "COUNT",
            "a whole number from 1 to 1000000",
            "Snapshots kept in memory while the server cannot be reached; the oldest go first; default 1000."),
    CA_FILE("FILE", "a file name", "The CA certificate to trust, in PEM."),
    CA_FINGERPRINT(
            "SHA256",
            "the SHA-256 of the CA certificate: 64 hexadecimal digits, colons allowed",
            "Trust the server's CA if it has this fingerprint; the server prints it when it starts."),
    ENROLLMENT_TOKEN(
            "TOKEN",
            "a token as the server gave it",
            "The token for the first contact. On a command line others can see it: prefer the file."),
    ENROLLMENT_TOKEN_FILE("FILE", "a file name", "A file with the token for the first contact."),
    DATA_DIR(
            "DIR",
            "a folder name",
            "Nocturne's data folder; default ./data. A server on the same host leaves its CA and a token there."),
    STATE_DIR("DIR", "a folder name", "Where the agent keeps its credential; default <data_dir>/agent."),
    TAGS(
            "KEY=VALUE,…",
            "keys with one value each, at most 32, each at most 128 characters",
            "What the operator says of this host, for selecting it."),
    HOST_NAME("NAME", "1 to 255 characters", "The name to show; default the host's own.");

    private static final String ENVIRONMENT_PREFIX = "NOCTURNE_";

    private final String placeholder;
    private final String allowed;
    private final String description;

    ConfigKey(String placeholder, String allowed, String description) {
        this.placeholder = placeholder;
        this.allowed = allowed;
        this.description = description;
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

    /// What the key does, as the usage text says it.
    public String description() {
        return description;
    }

    static Optional<ConfigKey> find(String key) {
        return Stream.of(values())
                .filter(candidate -> candidate.key().equals(key))
                .findFirst();
    }

    static List<String> keys() {
        return Stream.of(values()).map(ConfigKey::key).toList();
    }
}
