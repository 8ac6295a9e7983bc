package io.nocturne.server;

import io.nocturne.server.command.BackupCommand;
import io.nocturne.server.command.BuildVersion;
import io.nocturne.server.command.ExitCode;
import io.nocturne.server.command.GivenConfig;
import io.nocturne.server.command.OfflineCommand;
import io.nocturne.server.command.RestoreCommand;
import io.nocturne.server.notify.AlertsFileSections;
import io.nocturne.server.platform.config.ConfigException;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.ServerConfig;
import io.nocturne.server.platform.database.DatabaseCheck;
import io.nocturne.server.platform.database.DatabaseHold;
import io.nocturne.server.platform.database.DatabaseInUseException;
import io.nocturne.server.platform.database.DatabaseUnavailableException;
import io.nocturne.server.platform.loop.LastResort;
import io.nocturne.server.rule.file.AlertsFileCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The server's command line: reads options and `server.yml`, then starts the application.
///
/// **Errors** - exit 1 when the application does not start, 2 for wrong options or configuration, 4
/// when another server uses the data directory or the database, 5 when the database cannot be used, 6 when
/// what is stored is damaged.
@Command(
        name = "nocturne server",
        description = "Receives, stores and serves the metrics of every host.",
        mixinStandardHelpOptions = true,
        subcommands = {BackupCommand.class, RestoreCommand.class},
        versionProvider = BuildVersion.class)
public final class ServerMain implements Callable<Integer>, GivenConfig {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "server.yml; options win over its values")
    private @Nullable Path file;

    @Option(names = "--check-config", description = "say whether the configuration is right, and start nothing")
    private boolean checkOnly;

    @Option(
            names = "--check-alerts",
            paramLabel = "FILE",
            description = "say whether an alerts.yml is right, and start nothing")
    private @Nullable Path alerts;

    @Option(names = "--verify", description = "read everything that is stored, say what is damaged, and start nothing")
    private boolean verifyOnly;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "where everything is kept (default: data)")
    private @Nullable Path data;

    @Option(names = "--port", paramLabel = "N", description = "HTTPS port, 0 picks a free one (default: 8443)")
    private @Nullable Integer port;

    @Option(
            names = "--http-port",
            paramLabel = "N",
            description = "port that redirects http to https, 0 for none (default: 8080)")
    private @Nullable Integer httpPort;

    @Option(names = "--pid-file", paramLabel = "FILE", description = "write the process id there")
    private @Nullable Path pidFile;

    public static void main(String[] args) {
        int exit = new CommandLine(new ServerMain())
                // The launchers give a default for --data before what a person gives.
                .setOverwrittenOptionsAllowed(true)
                // Spring Boot has told why by then; a second stack trace would bury it.
                .setExecutionExceptionHandler((e, command, parsed) -> ExitCode.FAILED)
                .execute(args);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (alerts != null) {
            return check(AlertsFileCheck.of(alerts, AlertsFileSections.alone()));
        }
        try {
            ServerConfig effective = config();
            if (checkOnly) {
                spec.commandLine().getOut().printf("%s: ok%n", file == null ? "the defaults" : file);
                return 0;
            }
            if (verifyOnly) {
                return OfflineCommand.carefully(
                        spec, () -> OfflineCommand.of(spec, effective).verify());
            }
            DataDirectory directory = DataDirectory.open(effective.dataDir());
            Optional<FileChannel> lock = directory.lock();
            if (lock.isEmpty()) {
                err.printf("another server uses %s; stop it, or give another --data%n", directory.root());
                return ExitCode.IN_USE;
            }
            directory.requireFinished();
            DatabaseCheck.warnings(effective.database()).forEach(err::println);
            try {
                run(effective, lock.get());
            } catch (IOException | RuntimeException e) {
                lock.get().close();
                throw e;
            }
            return 0;
        } catch (DatabaseInUseException e) {
            err.println(e.getMessage() + "; stop it, or give this server a database of its own");
            return ExitCode.IN_USE;
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return ExitCode.CONFIG;
        } catch (DatabaseUnavailableException e) {
            err.println(e.getMessage() + "; the server was not started");
            return ExitCode.DATABASE;
        }
    }

    private int check(AlertsFileCheck check) {
        PrintWriter voice = check.isGood()
                ? spec.commandLine().getOut()
                : spec.commandLine().getErr();
        check.lines().forEach(voice::println);
        return check.isGood() ? 0 : ExitCode.CONFIG;
    }

    @Override
    public ServerConfig config() {
        return ServerConfig.load(file, System.getenv()).with(data, port, httpPort);
    }

    private void run(ServerConfig config, FileChannel lock) throws IOException {
        DatabaseHold hold =
                DatabaseHold.take(config.database(), spec.commandLine().getErr()::println);
        try {
            writePid();
            start(config, lock, hold.watch());
        } catch (IOException | RuntimeException e) {
            hold.close();
            throw e;
        }
    }

    private static void start(ServerConfig config, FileChannel lock, DatabaseHold hold) {
        SpringApplication application = ServerApplication.of(config);
        // Held by the context, and so for as long as the server runs.
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("dataDirectoryLock", lock));
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("databaseHold", hold));
        LastResort.install();
        application.run();
    }

    private void writePid() throws IOException {
        if (pidFile != null) {
            Files.writeString(pidFile, ProcessHandle.current().pid() + System.lineSeparator());
            pidFile.toFile().deleteOnExit();
        }
    }
}
