package io.nocturne.server;

import io.nocturne.server.platform.ConfigException;
import io.nocturne.server.platform.DataDirectory;
import io.nocturne.server.platform.DatabaseCheck;
import io.nocturne.server.platform.DatabaseUnavailableException;
import io.nocturne.server.platform.ServerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
/// when another server uses the data directory, 5 when the database cannot be used, 6 when what is stored is
/// damaged.
@Command(
        name = "nocturne server",
        description = "Receives, stores and serves the metrics of every host.",
        mixinStandardHelpOptions = true,
        subcommands = {BackupCommand.class, RestoreCommand.class},
        versionProvider = ServerMain.Version.class)
public final class ServerMain implements Callable<Integer> {

    static final int EXIT_FAILED = 1;
    static final int EXIT_CONFIG = 2;
    static final int EXIT_IN_USE = 4;
    static final int EXIT_DATABASE = 5;
    static final int EXIT_DAMAGED = 6;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "server.yml; options win over its values")
    private @Nullable Path config;

    @Option(names = "--check-config", description = "say whether the configuration is right, and start nothing")
    private boolean checkOnly;

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
                .setExecutionExceptionHandler((e, command, parsed) -> EXIT_FAILED)
                .execute(args);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            ServerConfig effective = ServerConfig.load(config, System.getenv()).with(data, port, httpPort);
            if (checkOnly) {
                spec.commandLine().getOut().printf("%s: ok%n", config == null ? "the defaults" : config);
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
                return EXIT_IN_USE;
            }
            directory.requireFinished();
            DatabaseCheck.warnings(effective.database()).forEach(err::println);
            writePid();
            start(effective, lock.get());
            return 0;
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return EXIT_CONFIG;
        } catch (DatabaseUnavailableException e) {
            err.println(e.getMessage() + "; the server was not started");
            return EXIT_DATABASE;
        }
    }

    /// The command of a subcommand, with the options that both share.
    OfflineCommand offline(CommandSpec subcommand) {
        return OfflineCommand.of(
                subcommand, ServerConfig.load(config, System.getenv()).with(data, null, null));
    }

    private static void start(ServerConfig config, FileChannel lock) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", config.port());
        properties.put("nocturne.http-port", config.httpPort());
        properties.put("nocturne.data-dir", config.dataDir().toString());
        properties.put("nocturne.public-names", config.publicNames());
        SpringApplication application = new SpringApplication(ServerApplication.class);
        application.setDefaultProperties(properties);
        application.addInitializers(context -> {
            // Held by the context, and so for as long as the server runs.
            context.getBeanFactory().registerSingleton("dataDirectoryLock", lock);
            // Not a property: a password may hold what Spring would take for a placeholder.
            context.getBeanFactory().registerSingleton("databaseConfig", config.database());
            context.getBeanFactory().registerSingleton("retention", config.retention());
            context.getBeanFactory().registerSingleton("encryptionConfig", config.encryption());
        });
        application.run();
    }

    private void writePid() throws IOException {
        if (pidFile != null) {
            Files.writeString(pidFile, ProcessHandle.current().pid() + System.lineSeparator());
            pidFile.toFile().deleteOnExit();
        }
    }

    /// The version that the build wrote into the jar.
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = ServerMain.class.getPackage().getImplementationVersion();
            return new String[] {"nocturne server " + (version == null ? "(built from sources)" : version)};
        }
    }
}
