package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.access.LoginRequest;
import io.nocturne.server.RunningServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many wrong passwords at once, and who still gets in.
class SignInAttackIT {

    private static final int CONNECTIONS = 150;
    private static final int ATTEMPTS = 2_000;

    @TempDir
    private Path data;

    @SuppressWarnings("NullAway.Init") // set before each test
    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.start(data);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void wrongPasswordsAreRefusedUnseenAndSayWhenToComeAgain() throws Exception {
        List<Answer> answers = attack("admin");

        assertThat(answers).filteredOn(answer -> answer.status() == 401).hasSizeLessThan(20);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 401)
                .hasSizeGreaterThan(ATTEMPTS - 20)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(429);
                    assertThat(answer.code()).isEqualTo("overloaded");
                    assertThat(Integer.parseInt(answer.retryAfter())).isBetween(1, 60);
                });
    }

    @Test
    void manyNamesGetAnAddressNoFurtherThanOne() throws Exception {
        assertThat(attack("user%d"))
                .filteredOn(answer -> answer.status() == 401)
                .hasSizeLessThan(40);
    }

    @Test
    void whoSignedInFromThatAddressBeforeGetsInDuringTheAttack() throws Exception {
        server.login("admin", server.adminPassword());
        try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Answer>> attack = aside.submit(() -> attack("admin"));
            do {
                assertThat(login(server.adminPassword()).status()).isEqualTo(200);
            } while (!attack.isDone());
        }
        assertThat(login(server.adminPassword()).status()).isEqualTo(200);
    }

    @Test
    void anotherAddressGetsInWhileAStrangerTriesTheAccount() throws Exception {
        try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor();
                HttpClient elsewhere = HttpClient.newBuilder()
                        .sslContext(server.tls())
                        .localAddress(InetAddress.ofLiteral("127.0.0.77"))
                        .build()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("https://127.0.0.1:" + server.port() + "/api/v1/auth/login"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            server.json().writeValueAsString(new LoginRequest("admin", server.adminPassword()))))
                    .build();
            Future<List<Answer>> attack = aside.submit(() -> attack("admin"));
            do {
                assertThat(elsewhere
                                .send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            } while (!attack.isDone());
        }
    }

    private List<Answer> attack(String name) throws InterruptedException, IOException {
        List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < ATTEMPTS; i++) {
            LoginRequest wrong = new LoginRequest(name.formatted(i), "wrong-password-" + i);
            all.add(() -> answers.add(server.send("POST", "/api/v1/auth/login", null, wrong)));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            threads.invokeAll(all);
        }
        return answers;
    }

    private Answer login(String password) {
        return server.send("POST", "/api/v1/auth/login", null, new LoginRequest("admin", password));
    }
}
