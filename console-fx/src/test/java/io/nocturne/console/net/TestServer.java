package io.nocturne.console.net;

import io.nocturne.model.access.LoginRequest;
import io.nocturne.model.access.Me;
import io.nocturne.model.access.RefreshRequest;
import io.nocturne.model.access.Role;
import io.nocturne.model.access.TokenPair;
import io.nocturne.model.fleet.HostList;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.fleet.ServerStatus;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest;
import io.nocturne.model.problem.Problem;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.series.RangeResult;
import io.nocturne.model.series.Resolution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A small server over real TLS sockets: signs in, rotates tokens, answers what a test scripted, and
/// speaks live.
///
/// **Threads** - safe; the answers run on the server's threads.
public final class TestServer implements AutoCloseable {

    public static final String PASSWORD = "correct horse";

    private final JsonMapper json = WireJson.mapper();
    private final Authority authority;
    private final String certifiedHost;
    private final AtomicInteger tokens = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<LiveRequest> liveRequests = new CopyOnWriteArrayList<>();
    private final List<WebSocket> sockets = new CopyOnWriteArrayList<>();
    private volatile MockWebServer web;
    private volatile int port;
    private volatile String accessToken = "";
    private volatile String refreshToken = "";
    private volatile long expiresInSeconds = 900;
    private volatile @Nullable ProblemCode refreshRefusal;
    private volatile long heartbeatMillis = 60_000;
    private volatile List<HostSummary> hosts = List.of();
    private volatile Function<HttpUrl, RangeResult> history = TestServer::noHistory;
    private volatile @Nullable String rawAnswer;

    public TestServer() {
        this(new Authority(), "localhost");
    }

    TestServer(Authority authority, String certifiedHost) {
        this.authority = authority;
        this.certifiedHost = certifiedHost;
        this.web = start(FreePort.find());
        this.port = web.getPort();
    }

    public ServerAddress address() {
        return new ServerAddress("localhost", port);
    }

    public Authority authority() {
        return authority;
    }

    /// The paths that were asked for, in order.
    public List<String> requests() {
        return requests;
    }

    public List<LiveRequest> liveRequests() {
        return liveRequests;
    }

    /// How many live connections were opened so far.
    public int connections() {
        return sockets.size();
    }

    public void setHosts(List<HostSummary> newHosts) {
        hosts = newHosts;
    }

    public void setHistory(Function<HttpUrl, RangeResult> answer) {
        history = answer;
    }

    void setExpiresInSeconds(long seconds) {
        expiresInSeconds = seconds;
    }

    void refuseRefresh(@Nullable ProblemCode why) {
        refreshRefusal = why;
    }

    public void setHeartbeatMillis(long millis) {
        heartbeatMillis = millis;
    }

    /// Answers every GET with this text.
    void answerRaw(@Nullable String text) {
        rawAnswer = text;
    }

    /// Makes the access token that is out invalid.
    void expireAccessToken() {
        accessToken = "gone";
    }

    /// Says something on every live connection.
    public void say(LiveMessage message) {
        sayRaw(json.writerFor(LiveMessage.class).writeValueAsString(message));
    }

    public void sayRaw(String text) {
        sockets.forEach(socket -> socket.send(text));
    }

    /// Closes every live connection with that code.
    void hangUp(int code) {
        List<WebSocket> open = List.copyOf(sockets);
        open.forEach(socket -> socket.close(code, "test"));
    }

    /// Stops at once; [#revive] starts again on the same port.
    public void kill() {
        web.close();
    }

    public void revive() {
        web = start(port);
    }

    @Override
    public void close() {
        kill();
    }

    private MockWebServer start(int onPort) {
        MockWebServer server = new MockWebServer();
        server.useHttps(authority.serverFor(certifiedHost).sslSocketFactory());
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        try {
            server.start(InetAddress.getByName("localhost"), onPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return server;
    }

    private MockResponse answer(RecordedRequest request) {
        String path = request.getUrl().encodedPath().replace("/api/v1", "");
        requests.add(path);
        return switch (path) {
            case "/auth/login" -> login(body(request, LoginRequest.class));
            case "/auth/refresh" -> refresh(body(request, RefreshRequest.class));
            case "/auth/logout" -> new MockResponse.Builder().code(204).build();
            default -> isAllowed(request) ? allowed(path, request) : problem(ProblemCode.TOKEN_EXPIRED);
        };
    }

    private MockResponse allowed(String path, RecordedRequest request) {
        String raw = rawAnswer;
        if (raw != null && !"/live".equals(path)) {
            return ok(raw);
        }
        Instant now = Instant.now();
        return switch (path) {
            case "/auth/me" -> json(new Me("admin", Role.ADMIN));
            case "/hosts" -> json(new HostList(now, hosts));
            case "/status" ->
                json(new ServerStatus("test", now, now, hosts.size(), hosts.size(), 42, 1, null, List.of()));
            case "/query" -> json(history.apply(request.getUrl()));
            case "/live" ->
                new MockResponse.Builder().webSocketUpgrade(new Ear()).build();
            default -> problem(ProblemCode.NOT_FOUND);
        };
    }

    private boolean isAllowed(RecordedRequest request) {
        return ("Bearer " + accessToken).equals(request.getHeaders().get("Authorization"));
    }

    private MockResponse login(LoginRequest request) {
        return PASSWORD.equals(request.password()) ? pair() : problem(ProblemCode.CREDENTIALS_WRONG);
    }

    private MockResponse refresh(RefreshRequest request) {
        ProblemCode refusal = refreshRefusal;
        if (refusal != null) {
            return problem(refusal);
        }
        return refreshToken.equals(request.refreshToken()) ? pair() : problem(ProblemCode.REFRESH_REFUSED);
    }

    private MockResponse pair() {
        int number = tokens.incrementAndGet();
        accessToken = "access-" + number;
        refreshToken = "refresh-" + number;
        return json(new TokenPair(accessToken, refreshToken, expiresInSeconds, Role.ADMIN));
    }

    private MockResponse problem(ProblemCode code) {
        Problem problem = new Problem(null, code.title(), code.status(), "test says no", null, code.code());
        return new MockResponse.Builder()
                .code(code.status())
                .setHeader("Content-Type", "application/problem+json")
                .body(json.writeValueAsString(problem))
                .build();
    }

    private MockResponse json(Object value) {
        return ok(json.writeValueAsString(value));
    }

    private static MockResponse ok(String text) {
        return new MockResponse.Builder()
                .setHeader("Content-Type", "application/json")
                .body(text)
                .build();
    }

    private <T> T body(RecordedRequest request, Class<T> type) {
        return json.readValue(Objects.requireNonNull(request.getBody()).utf8(), type);
    }

    private static RangeResult noHistory(HttpUrl url) {
        Instant from = Instant.parse(Objects.requireNonNull(url.queryParameter("from")));
        Instant to = Instant.parse(Objects.requireNonNull(url.queryParameter("to")));
        return new RangeResult(Instant.now(), from, to, Resolution.RAW, 0, List.of());
    }

    private final class Ear extends WebSocketListener {

        @Override
        public void onOpen(WebSocket socket, Response response) {
            sockets.add(socket);
            socket.send(json.writerFor(LiveMessage.class)
                    .writeValueAsString(new LiveMessage.Hello(Instant.now(), "test", heartbeatMillis)));
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            liveRequests.add(json.readValue(text, LiveRequest.class));
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(code, reason);
        }
    }
}
