package io.nocturne.bench.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// How a bench begins and ends: reads its options, gives it a workbench, and says with the exit code what came out.
///
/// **Shape** - the first argument is the checkout that the bench is of. Ends the program with 2 where an option is
/// wrong, and with 1 where something was lost, doubled or wrong.
public final class Launch {

    private Launch() {}

    /// **Shape** - `folder` says where the settings want the workbench.
    public static <S> void of(
            String name, String[] arguments, Settings<S> settings, Function<S, String> folder, Bench<S> bench)
            throws Exception {
        Path root = Path.of(arguments[0]);
        S read;
        Path build;
        try {
            Options options = new Options(List.of(arguments).subList(1, arguments.length));
            build = options.serverBuild(root);
            read = settings.of(options, build);
        } catch (IllegalArgumentException e) {
            System.err.println("bench " + name + ": " + e.getMessage());
            System.exit(2);
            return;
        }
        boolean right;
        try (Workbench workbench = new Workbench(Path.of(folder.apply(read)))) {
            right = bench.run(new Checkouts(root, build), read, workbench);
        }
        if (!right) {
            System.exit(1);
        }
    }

    /// What the bench is of, and what it measures; the same unless another checkout's server was asked for.
    public record Checkouts(Path bench, Path server) {}

    /// Reads the options of a bench.
    ///
    /// **Errors** - [IllegalArgumentException] naming the option and what is allowed.
    @FunctionalInterface
    public interface Settings<S> {

        S of(Options options, Path build) throws Exception;
    }

    /// Runs a bench; whether all was right.
    @FunctionalInterface
    public interface Bench<S> {

        boolean run(Checkouts checkouts, S settings, Workbench workbench) throws Exception;
    }
}
