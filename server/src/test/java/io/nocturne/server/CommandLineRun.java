package io.nocturne.server;

import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.EncryptionConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// What the server's command line said and returned.
record CommandLineRun(int exit, String out, String err) {

    /// Runs a command against a data directory and the database that goes with it.
    static CommandLineRun of(Path data, DatabaseConfig database, String... args) throws IOException {
        return of(data, database, EncryptionConfig.NONE, args);
    }

    static CommandLineRun of(Path data, DatabaseConfig database, EncryptionConfig encryption, String... args)
            throws IOException {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", data.toString()));
        Path config = Files.createTempFile("server", ".yml");
        config.toFile().deleteOnExit();
        if (database.url() != null) {
            append(config, "database:\n  url: %s\n  username: %s\n".formatted(database.url(), database.username()));
        }
        if (encryption.keyFile() != null) {
            append(config, "encryption:\n  key_file: %s\n".formatted(encryption.keyFile()));
        }
        if (Files.size(config) > 0) {
            all.addAll(List.of("--config", config.toString()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new ServerMain())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new CommandLineRun(exit, out.toString(), err.toString());
    }

    private static void append(Path config, String lines) throws IOException {
        Files.writeString(config, lines, StandardOpenOption.APPEND);
    }
}
