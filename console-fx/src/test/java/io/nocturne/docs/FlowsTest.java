package io.nocturne.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads `docs/flows.md` side by side with the sources: each arrow must be a call that stands there.
class FlowsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ARROW = Pattern.compile("(\\w+)\\.(\\w+) (->|=>) (\\w+)\\.(\\w+)");
    private static final Map<String, List<String>> SOURCES = sources();

    static List<Arrow> arrows() throws IOException {
        List<Arrow> arrows = new ArrayList<>();
        Matcher matcher = ARROW.matcher(Files.readString(ROOT.resolve("docs/flows.md")));
        while (matcher.find()) {
            arrows.add(new Arrow(
                    matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4), matcher.group(5)));
        }
        return arrows;
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void eachArrowStandsInTheCode(Arrow arrow) {
        assertThat(SOURCES).as("types of %s", arrow).containsKeys(arrow.caller(), arrow.callee());
        assertThat(SOURCES.get(arrow.caller()))
                .as("%s declares it", arrow.caller())
                .anyMatch(declares(arrow.from()));
        assertThat(SOURCES.get(arrow.callee()))
                .as("%s declares it", arrow.callee())
                .anyMatch(declares(arrow.to()));
        if (arrow.kind().equals("->")) {
            Pattern call = Pattern.compile("(\\b|::)%s\\(|::%s\\b".formatted(arrow.to(), arrow.to()));
            assertThat(SOURCES.get(arrow.caller()))
                    .as("%s calls %s", arrow.caller(), arrow.to())
                    .anyMatch(source -> call.matcher(body(source, arrow.from())).find());
        } else {
            assertThat(SOURCES.get(arrow.callee()))
                    .as("%s is a %s", arrow.callee(), arrow.caller())
                    .anyMatch(source -> Pattern.compile("implements [^{]*\\b" + arrow.caller() + "\\b")
                            .matcher(source)
                            .find());
        }
    }

    @Test
    void thePageHasArrows() throws IOException {
        assertThat(arrows()).hasSizeGreaterThan(40);
    }

    private static Predicate<String> declares(String method) {
        Pattern declaration = Pattern.compile("[\\w>\\])] " + method + "\\(");
        return source -> declaration.matcher(source).find();
    }

    /// The method's text, from its declaration to the next line that closes a member; all methods of
    /// that name.
    private static String body(String source, String method) {
        Matcher declaration = Pattern.compile("(?m)^ {4,8}[^\\n/=.]*[\\w>\\])] " + method + "\\(")
                .matcher(source);
        StringBuilder bodies = new StringBuilder();
        while (declaration.find()) {
            int indent = indent(source, declaration.start());
            int end = source.indexOf("\n" + " ".repeat(indent) + "}", declaration.end());
            bodies.append(source, declaration.end(), end < 0 ? source.length() : end);
        }
        return bodies.toString();
    }

    private static int indent(String source, int lineStart) {
        int column = lineStart;
        while (source.charAt(column) == ' ') {
            column++;
        }
        return column - lineStart;
    }

    private static Map<String, List<String>> sources() {
        Map<String, List<String>> sources = new HashMap<>();
        for (String module : List.of("shared-model", "agent", "server", "console-fx")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> sources.computeIfAbsent(typeOf(file), type -> new ArrayList<>())
                                .add(read(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    private static String typeOf(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One line of the page.
    record Arrow(String caller, String from, String kind, String callee, String to) {

        @Override
        public String toString() {
            return "%s.%s %s %s.%s".formatted(caller, from, kind, callee, to);
        }
    }
}
