package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.platform.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/// A server's first second: what is there when the port opens, and who may read it.
class FirstMomentIT {

    @TempDir
    private Path data;

    @Test
    void whoReachesTheServerCanSignInAndEnroll() {
        SpringApplication application =
                ServerApplication.of(ServerConfig.defaults().with(data, 0, 0));
        application.setRegisterShutdownHook(false);
        List<String> there = new ArrayList<>();
        application.addListeners((ApplicationListener<WebServerInitializedEvent>)
                _ -> Stream.of("initial-admin-password", "local-enrollment-token")
                        .filter(name -> Files.exists(data.resolve(name)))
                        .forEach(there::add));

        try (ConfigurableApplicationContext context = application.run()) {
            assertThat(context.isActive()).isTrue();
            assertThat(there).containsExactly("initial-admin-password", "local-enrollment-token");
        }
    }

    @Test
    @EnabledIf("permissionsAreKept")
    void everythingInTheDataDirectoryIsItsOwnersOnly() throws IOException {
        try (RunningServer server = RunningServer.start(data.resolve("running"))) {
            assertThat(server.get("/-/ready", null).status()).isEqualTo(200);
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(open(server.data())).isEmpty());
        }
        assertThat(open(data.resolve("running"))).as("after compacting").isEmpty();
    }

    static boolean permissionsAreKept() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /// What others than the owner may do anything with.
    private static List<String> open(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> !permissions(path).endsWith("------"))
                    .map(path -> permissions(path) + " " + directory.relativize(path))
                    .toList();
        }
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
