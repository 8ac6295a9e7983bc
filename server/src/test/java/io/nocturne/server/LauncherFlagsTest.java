package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Whoever starts the server, on whatever system, starts it with the same JVM.
class LauncherFlagsTest {

    private static final Path ROOT = Path.of("..");
    private static final String HEAP = "NOCTURNE_SERVER_HEAP";

    @Test
    void everyLauncherGivesTheServerTheSameFlags() throws IOException {
        List<String> flags = flags("nocturne", "java_server\\(\\) \\{ echo \"(.*?)\"; }");

        assertThat(flags).contains("-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", "-Xmx" + HEAP);
        assertThat(flags("nocturne.cmd", "set \"server_flags=(.*?)\"")).isEqualTo(flags);
        assertThat(flags("installers/linux/nocturne-server.service", "ExecStart=/usr/bin/env java (.*?) -jar"))
                .isEqualTo(flags);
    }

    @Test
    void everyLauncherGivesTheAgentTheSameFlags() throws IOException {
        assertThat(flags("nocturne.cmd", "set \"agent_flags=(.*?)\""))
                .isEqualTo(flags("nocturne", "java_agent\\(\\) \\{ echo \"(.*?)\"; }"));
    }

    @Test
    void noLauncherStartsAServerWithoutThem() throws IOException {
        Matcher starts =
                Pattern.compile("\"%java%\" (\\S+).*nocturne-server\\.jar").matcher(text("nocturne.cmd"));
        int count = 0;
        while (starts.find()) {
            assertThat(starts.group(1)).isEqualTo("%server_flags%");
            count++;
        }
        assertThat(count).isEqualTo(2);
    }

    private static List<String> flags(String file, String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(text(file));
        assertThat(found.find()).as(file).isTrue();
        String plain = found.group(1)
                .replace("${" + HEAP + ":-1g}", HEAP)
                .replace("${" + HEAP + "}", HEAP)
                .replace("%" + HEAP + "%", HEAP);
        return List.of(plain.split(" "));
    }

    private static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
