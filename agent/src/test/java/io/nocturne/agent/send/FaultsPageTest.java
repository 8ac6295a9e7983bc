package io.nocturne.agent.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/faults.md names only tests that exist.
class FaultsPageTest {

    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void everyTestOnThePageExists() throws IOException {
        List<String> missing = new ArrayList<>();
        int named = 0;
        Matcher tests = NAMED.matcher(Files.readString(Path.of("..", "docs", "faults.md")));
        while (tests.find()) {
            named++;
            if (!source(tests.group(1)).contains(" void " + tests.group(2) + "(")) {
                missing.add(tests.group());
            }
        }

        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(25);
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            Path found = files.filter(file -> file.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no " + test));
            return Files.readString(found);
        }
    }
}
