package io.nocturne.bench.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The options of a bench, `--name value` or `--name=value`; what was never asked for is refused.
///
/// **Errors** - [IllegalArgumentException] naming the option and what is allowed.
/// **Threads** - confined to the caller's.
public final class Options {

    private final List<String> left = new ArrayList<>();

    public Options(List<String> arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (argument.startsWith("--") && equals > 0) {
                left.add(argument.substring(0, equals));
                left.add(argument.substring(equals + 1));
            } else {
                left.add(argument);
            }
        }
    }

    public boolean has(String name) {
        return left.contains(name);
    }

    public boolean flag(String name) {
        return left.remove(name);
    }

    public int number(String name, int otherwise, int min, int max) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw new IllegalArgumentException(
                "%s is '%s', allowed is a whole number from %d to %d".formatted(name, text, min, max));
    }

    public String choice(String name, String otherwise, Set<String> allowed) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        if (!allowed.contains(text)) {
            throw new IllegalArgumentException("%s is '%s', allowed are %s".formatted(name, text, allowed));
        }
        return text;
    }

    public @Nullable String text(String name) {
        int at = left.indexOf(name);
        if (at < 0) {
            return null;
        }
        if (at + 1 >= left.size()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        left.remove(at);
        return left.remove(at);
    }

    /// Which database the server is given: `h2` or `postgres`.
    public String store() {
        return choice("--store", "h2", Set.of("h2", "postgres"));
    }

    /// Where a bench makes its own folder; it should lie on a real disk.
    public String folder() {
        String folder = text("--folder");
        return folder == null ? System.getProperty("java.io.tmpdir") : folder;
    }

    /// The checkout whose built server is started: this one, or another commit's.
    public Path serverBuild(Path root) {
        String other = text("--server-build");
        Path build = other == null ? root : Path.of(other).toAbsolutePath();
        if (!Files.isRegularFile(build.resolve(ServerProgram.JAR))) {
            throw new IllegalArgumentException(
                    "--server-build is '%s', which has no %s; build it first".formatted(build, ServerProgram.JAR));
        }
        return build;
    }

    /// To be called when everything known was asked for.
    public void requireNoMore() {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "'%s' is not known here; --help tells the options".formatted(left.get(0)));
        }
    }
}
