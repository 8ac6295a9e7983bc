package io.nocturne.server.command;

import io.nocturne.server.platform.config.ServerConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `nocturne server backup DIR`.
@Command(
        name = "backup",
        description = "Writes a copy of everything the server keeps; the server may run meanwhile.",
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ParentCommand
    private GivenConfig server = ServerConfig::defaults;

    @Parameters(paramLabel = "DIR", description = "a directory that is not there yet, or empty")
    private Path directory = Path.of("");

    @Override
    public Integer call() {
        return OfflineCommand.carefully(
                spec, () -> OfflineCommand.of(spec, server.config()).backup(directory));
    }
}
