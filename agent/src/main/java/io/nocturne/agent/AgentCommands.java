package io.nocturne.agent;

import io.nocturne.agent.collect.CollectSchedule;
import io.nocturne.agent.config.AgentConfig;
import io.nocturne.agent.config.ConfigCheck;
import io.nocturne.agent.config.ConfigException;
import io.nocturne.agent.log.AgentLogs;
import io.nocturne.agent.print.ReportFormat;
import io.nocturne.agent.status.StatusFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// The agent's command line: what each command does and with which exit code it ends.
///
/// **Errors** - 1 for a failure, 2 for a wrong command line or configuration; what is wrong stands on
/// standard error.
final class AgentCommands {

    private static final int WELL = 0;
    private static final int FAILURE = 1;
    private static final int WRONG = 2;

    private final Map<String, String> environment;
    private final AgentWiring wiring;
    private final PrintStream out;
    private final PrintStream err;

    AgentCommands(Map<String, String> environment, AgentWiring wiring, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.wiring = wiring;
        this.out = out;
        this.err = err;
    }

    int run(String... arguments) {
        CommandSpec agent =
                command("agent", this::report, "Reads this host's resources and reports them to the server.");
        ConfigOptions.addTo(agent);
        agent.addOption(OptionSpec.builder("--pid-file")
                .paramLabel("FILE")
                .type(Path.class)
                .description("Write the process id there while the agent runs.")
                .build());
        agent.addSubcommand("once", once());
        agent.addSubcommand("watch", watch());
        agent.addSubcommand("status", status());
        agent.addSubcommand("enroll", enroll());
        agent.addSubcommand("check-config", checkConfig());
        return new CommandLine(agent)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true, out.charset()))
                .setErr(new PrintWriter(err, true, err.charset()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .execute(arguments);
    }

    private CommandSpec once() {
        CommandSpec once =
                command("once", this::printOnce, "Reads twice, one second apart, and prints; needs no server.");
        ConfigOptions.addTo(once);
        return once.addOption(OptionSpec.builder("--format")
                .paramLabel("FORMAT")
                .type(ReportFormat.class)
                .defaultValue(ReportFormat.TABLE.name())
                .description("table, json or prometheus; default table.")
                .build());
    }

    private CommandSpec watch() {
        CommandSpec watch = command("watch", this::printAgainAndAgain, "Shows a live table; needs no server.");
        ConfigOptions.addTo(watch);
        return watch;
    }

    private CommandSpec status() {
        CommandSpec status =
                command("status", this::tellStatus, "Says whether the agent runs and delivers; exit code 1 if not.");
        ConfigOptions.addTo(status);
        return status.addOption(OptionSpec.builder("--format")
                .paramLabel("FORMAT")
                .type(StatusFormat.class)
                .defaultValue(StatusFormat.TABLE.name())
                .description("table or json; default table.")
                .build());
    }

    private CommandSpec enroll() {
        CommandSpec enroll = command("enroll", this::enrollNow, "Makes this host known to the server.");
        ConfigOptions.addTo(enroll, Map.of("--server-url", "--server", "--enrollment-token", "--token"));
        return enroll;
    }

    private CommandSpec checkConfig() {
        CommandSpec check = command("check-config", this::check, "Says what is wrong with agent.yml files.");
        return check.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .arity("1..*")
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .description("The files to check; exit code 1 if one is bad.")
                .build());
    }

    private int report(ParseResult line) throws ConfigException, IOException {
        Optional<Path> pidFile = Optional.ofNullable(line.matchedOptionValue("--pid-file", null));
        try (RunningAgent agent = wiring.start(() -> resolved(line), pidFile)) {
            wiring.stopOnTermination(agent);
            return agent.awaitEnd() ? WELL : FAILURE;
        }
    }

    private int printOnce(ParseResult line) throws ConfigException {
        AgentConfig config = config(line);
        ReportFormat format = line.matchedOptionValue("--format", ReportFormat.TABLE);
        return wiring.printing(config, wiring.machine(config.selection().forPrint()), out)
                        .once(format)
                ? WELL
                : FAILURE;
    }

    private int printAgainAndAgain(ParseResult line) throws ConfigException {
        AgentConfig config = config(line);
        return wiring.printing(config, wiring.machine(config.selection().forScreen()), out)
                        .watch(new CollectSchedule(config.interval()), wiring.screen(environment, out))
                ? WELL
                : FAILURE;
    }

    private int tellStatus(ParseResult line) throws ConfigException, IOException {
        AgentConfig config = config(line);
        StatusFormat format = line.matchedOptionValue("--format", StatusFormat.TABLE);
        return wiring.status(config.stateDir(), out).print(format) ? WELL : FAILURE;
    }

    private int enrollNow(ParseResult line) throws ConfigException, IOException {
        AgentConfig config = config(line);
        wiring.enroll(config);
        out.println("enrolled; the credential is in " + config.stateDir());
        out.println("run the agent with the same state_dir and server_url: " + config.serverUrl());
        return WELL;
    }

    private AgentConfig config(ParseResult line) throws ConfigException {
        AgentConfig config = resolved(line);
        AgentLogs.use(config.logLevel());
        return config;
    }

    private AgentConfig resolved(ParseResult line) throws ConfigException {
        return ConfigOptions.resolve(line, environment, wiring.dataDir(environment));
    }

    private int check(ParseResult line) {
        List<Path> files = line.matchedPositionalValue(0, List.of());
        int code = WELL;
        for (Path file : files) {
            List<String> problems = ConfigCheck.problems(file);
            problems.forEach(out::println);
            if (problems.isEmpty()) {
                out.println(file + ": ok");
            } else {
                code = FAILURE;
            }
        }
        return code;
    }

    private CommandSpec command(String name, Work work, String description) {
        Bound bound = new Bound(work);
        CommandSpec spec = CommandSpec.wrapWithoutInspection(bound);
        bound.spec = spec;
        spec.usageMessage().description(description).sortOptions(false);
        return spec.name(name)
                .mixinStandardHelpOptions(false)
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this text.")
                        .build());
    }

    private int ending(Work work, ParseResult line) {
        try {
            return work.run(line);
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
            return WRONG;
        } catch (IOException e) {
            err.println(e.getMessage());
            return FAILURE;
        }
    }

    /// What a command does.
    @FunctionalInterface
    private interface Work {

        int run(ParseResult line) throws ConfigException, IOException;
    }

    /// A command's work with the command line that it belongs to.
    private final class Bound implements Callable<Integer> {

        private final Work work;
        private @Nullable CommandSpec spec;

        Bound(Work work) {
            this.work = work;
        }

        @Override
        public Integer call() {
            return ending(work, Objects.requireNonNull(spec).commandLine().getParseResult());
        }
    }
}
