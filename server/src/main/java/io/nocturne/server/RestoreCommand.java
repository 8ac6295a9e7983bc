package io.nocturne.server;

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
final class RestoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ParentCommand
    private ServerMain server = new ServerMain();

    @Parameters(paramLabel = "DIR", description = "the backup")
    private Path directory = Path.of("");

    @Override
    public Integer call() {
        return OfflineCommand.carefully(spec, () -> server.offline(spec).restore(directory));
    }
}
