package io.nocturne.server.command;

import io.nocturne.server.platform.config.ServerConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `nocturne server restore DIR`.
@Command(
        name = "restore",
        description = "Loads a backup into an empty data directory and an empty database.",
        mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ParentCommand
    private GivenConfig server = ServerConfig::defaults;

    @Parameters(paramLabel = "DIR", description = "the backup")
    private Path directory = Path.of("");

    @Override
    public Integer call() {
        return OfflineCommand.carefully(
                spec, () -> OfflineCommand.of(spec, server.config()).restore(directory));
    }
}
