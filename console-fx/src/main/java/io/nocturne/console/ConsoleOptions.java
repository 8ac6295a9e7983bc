package io.nocturne.console;

import io.nocturne.console.fx.Look;
import io.nocturne.console.net.ServerAddress;
import io.nocturne.console.text.Language;
import java.nio.file.Path;
import java.util.Optional;

/// What the command line says.
///
/// **Absent** - what was not said: then what is remembered holds, then the default.
record ConsoleOptions(
        ServerAddress server,
        Optional<String> user,
        Optional<Path> dataFolder,
        Optional<Look.Choice> theme,
        Optional<Language> language) {}
