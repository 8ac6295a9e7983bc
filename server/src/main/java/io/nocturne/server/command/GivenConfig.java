package io.nocturne.server.command;

import io.nocturne.server.platform.config.ServerConfig;

/// The command that a subcommand stands under, which has the options that both share.
public interface GivenConfig {

    /// The file and the options that were given, as one.
    ServerConfig config();
}
