package io.nocturne.bench.agent;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A node_exporter of our own, on a loopback port of its own, that is asked for everything at given instants.
///
/// **Shape** - with the collectors for TCP states and processes, and with the loopback interface, which it leaves
/// out by default.
final class Exporter implements Closeable {

    private static final String PROGRAM = "/usr/bin/prometheus-node-exporter";
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;
    private final Process process;

    Exporter(Path log, int port) throws IOException {
        request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(TIMEOUT)
                .build();
        process = new ProcessBuilder(
                        PROGRAM,
                        "--web.listen-address=127.0.0.1:" + port,
                        "--collector.tcpstat",
                        "--collector.processes",
                        "--collector.netdev.device-exclude=^$")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    Scrape scrape() throws IOException, InterruptedException {
        return Scrape.of(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /// Waits until it answers.
    void awaitAnswer() throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                scrape();
                return;
            } catch (IOException e) {
                if (attempt == 50) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        client.close();
    }
}
