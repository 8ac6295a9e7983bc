package io.nocturne.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.ServerApplication;
import io.nocturne.server.platform.config.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

class HttpRedirectIT {

    @TempDir
    private Path data;

    @Test
    void plainHttpIsSentToHttpsAndNothingElse() throws IOException {
        int httpPort = freePort();
        try (ConfigurableApplicationContext context = start(httpPort)) {
            int httpsPort = httpsPort(context);

            assertThat(ask(
                            httpPort,
                            "GET /api/v1/hosts?x=1 HTTP/1.1\r\nHost: localhost:8080\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 308")
                    .containsIgnoringCase("Location: https://localhost:" + httpsPort + "/api/v1/hosts?x=1");
            assertThat(ask(httpPort, "GET / HTTP/1.1\r\nHost: evil.example/@x\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "urn:nocturne:problem:request-invalid", "nosniff")
                    .doesNotContain("evil");
            assertThat(ask(httpPort, "GET / HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n\r\n"))
                    .containsIgnoringCase("Location: https://[::1]:" + httpsPort + "/");
        }
    }

    @Test
    void aTakenPortIsNoReasonNotToRun() throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                ConfigurableApplicationContext context = start(taken.getLocalPort())) {
            assertThat(httpsPort(context)).isPositive();
        }
    }

    private ConfigurableApplicationContext start(int httpPort) {
        SpringApplication application =
                ServerApplication.of(ServerConfig.defaults().with(data, 0, httpPort));
        application.setRegisterShutdownHook(false);
        return application.run();
    }

    private static int httpsPort(ConfigurableApplicationContext context) {
        var web = ((WebServerApplicationContext) context).getWebServer();
        return web == null ? -1 : web.getPort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String ask(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
