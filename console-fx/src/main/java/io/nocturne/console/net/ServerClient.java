package io.nocturne.console.net;

import io.nocturne.model.access.LoginRequest;
import io.nocturne.model.access.RefreshRequest;
import io.nocturne.model.access.TokenPair;
import io.nocturne.model.fleet.HostList;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// REST over TLS that trusts only the pinned certificate.
///
/// **Shape** - an answer's body has at most [#MAX_BODY_BYTES]; redirects are not followed, so a
/// token never goes anywhere else.
/// **Threads** - safe; calls block.
public final class ServerClient implements AutoCloseable {

    static final int MAX_BODY_BYTES = 32 << 20;

    /// 100,000 hosts.
    private static final int MAX_PAGES = 100;

    private static final MediaType JSON = MediaType.get("application/json");
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    private final ServerAddress server;
    private final OkHttpClient http;
    private final JsonMapper json = WireJson.mapper();

    public ServerClient(ServerAddress server, PinnedTls tls) {
        this.server = server;
        this.http = new OkHttpClient.Builder()
                .sslSocketFactory(tls.context().getSocketFactory(), tls.trust())
                .connectTimeout(CONNECT_TIMEOUT)
                .callTimeout(CALL_TIMEOUT)
                .followRedirects(false)
                .build();
    }

    public ServerAddress server() {
        return server;
    }

    public Answer<TokenPair> login(LoginRequest request) {
        return post("/auth/login", request, TokenPair.class);
    }

    public Answer<TokenPair> refresh(RefreshRequest request) {
        return post("/auth/refresh", request, TokenPair.class);
    }

    /// Ends the token's family on the server.
    public Answer<Void> logout(RefreshRequest request) {
        return post("/auth/logout", request, Void.class);
    }

    /// The answer to a question; of hosts, all pages of it as one.
    <T> Answer<T> get(Ask<T> question, String bearer) {
        Answer<T> first = getOne(question, bearer);
        return first instanceof Answer.Ok<T>(HostList hosts)
                ? withFollowing(hosts, bearer).map(question.answer()::cast)
                : first;
    }

    private Answer<HostList> withFollowing(HostList first, String bearer) {
        HostList all = first;
        for (int page = 1; page < MAX_PAGES; page++) {
            Optional<Ask<HostList>> next = Ask.hostsAfter(all);
            if (next.isEmpty()) {
                return new Answer.Ok<>(all);
            }
            Answer<HostList> answer = getOne(next.get(), bearer);
            if (!(answer instanceof Answer.Ok<HostList>(HostList following))) {
                return answer;
            }
            all = all.with(following);
        }
        return new Answer.Unreachable<>(LinkFault.BAD_ANSWER, "the hosts have over %d pages".formatted(MAX_PAGES));
    }

    private <T> Answer<T> getOne(Ask<T> question, String bearer) {
        Request.Builder request = to(question.path()).header("Authorization", "Bearer " + bearer);
        return exchange(request.get().build(), question.answer());
    }

    private <T> Answer<T> post(String path, Object body, Class<T> type) {
        return exchange(
                to(path).post(RequestBody.create(json.writeValueAsBytes(body), JSON))
                        .build(),
                type);
    }

    private Request.Builder to(String path) {
        return new Request.Builder()
                .url(server.url() + "/api/v1" + path)
                .header("Accept", "application/json, application/problem+json");
    }

    private <T> Answer<T> exchange(Request request, Class<T> type) {
        try (Response response = http.newCall(request).execute()) {
            byte[] body = bounded(response.body().source());
            return response.isSuccessful() ? ok(body, type) : refused(response.code(), body);
        } catch (LinkFault.Failure e) {
            return new Answer.Unreachable<>(e.fault(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Answer.Unreachable<>(LinkFault.of(e), String.valueOf(e.getMessage()));
        }
    }

    private static byte[] bounded(BufferedSource source) throws IOException {
        if (source.request(MAX_BODY_BYTES + 1L)) {
            throw new LinkFault.Failure(LinkFault.BAD_ANSWER, "the answer is over %d bytes".formatted(MAX_BODY_BYTES));
        }
        return source.readByteArray();
    }

    /// An answer without a body (204) has no value; only [#logout] asks for one of those.
    @SuppressWarnings("NullAway")
    private <T> Answer<T> ok(byte[] body, Class<T> type) {
        if (type == Void.class) {
            return new Answer.Ok<>(null);
        }
        return parsed(() -> json.readValue(body, type));
    }

    private <T> Answer<T> refused(int status, byte[] body) {
        String fallback = "http-" + status;
        try {
            @Nullable Problem problem = json.readValue(body, Problem.class);
            if (problem == null) {
                return new Answer.Refused<>(status, fallback, "");
            }
            return new Answer.Refused<>(
                    status,
                    Objects.requireNonNullElse(problem.code(), fallback),
                    Objects.requireNonNullElse(problem.detail(), Objects.requireNonNullElse(problem.title(), "")));
        } catch (JacksonException _) {
            return new Answer.Refused<>(status, fallback, "");
        }
    }

    private static <T> Answer<T> parsed(Supplier<@Nullable T> read) {
        try {
            T value = read.get();
            if (value == null) {
                return new Answer.Unreachable<>(LinkFault.BAD_ANSWER, "the answer is empty");
            }
            return new Answer.Ok<>(value);
        } catch (JacksonException e) {
            return new Answer.Unreachable<>(LinkFault.BAD_ANSWER, String.valueOf(e.getOriginalMessage()));
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
