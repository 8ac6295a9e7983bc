package io.nocturne.server.platform.config;

/// A configuration value that the server cannot run with; the message names file, key, value and what
/// is allowed.
public final class ConfigException extends RuntimeException {

    public ConfigException(String message) {
        super(message);
    }
}
