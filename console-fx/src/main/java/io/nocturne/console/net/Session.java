package io.nocturne.console.net;

import io.nocturne.model.access.RefreshRequest;
import io.nocturne.model.access.Role;
import io.nocturne.model.access.TokenPair;
import io.nocturne.model.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A signed-in user: keeps the access token fresh, ahead of its end, by rotating refresh tokens.
///
/// Tokens live in this object only, never in a file. When the server refuses to refresh, the
/// session is over and the listener hears the problem's code, once.
///
/// **Threads** - safe. `lock` guards the tokens and is held during a refresh, so that two callers
/// never use one refresh token twice (the server would take that for theft).
public final class Session implements Asking, AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final ServerClient client;
    private final String username;
    private final ScheduledExecutorService timer;
    private final Executor io;
    private final InstantSource clock;
    private final Consumer<String> whenOver;
    private final Object lock = new Object();

    private TokenPair tokens;
    private Instant expiresAt;
    private boolean over;
    private @Nullable ScheduledFuture<?> nextRefresh;

    /// Starts with the pair that a login gave. `whenOver` hears why the server ended the session.
    public Session(
            ServerClient client,
            String username,
            TokenPair tokens,
            ScheduledExecutorService timer,
            Executor io,
            InstantSource clock,
            Consumer<String> whenOver) {
        this.client = client;
        this.username = username;
        this.timer = timer;
        this.io = io;
        this.clock = clock;
        this.whenOver = whenOver;
        this.tokens = tokens;
        this.expiresAt = clock.instant().plusSeconds(tokens.expiresInSeconds());
        synchronized (lock) {
            scheduleAhead(tokens);
        }
    }

    public String username() {
        return username;
    }

    public Role role() {
        synchronized (lock) {
            return tokens.role();
        }
    }

    /// An access token that is good for a while yet.
    public Answer<String> accessToken() {
        synchronized (lock) {
            if (clock.instant().isBefore(expiresAt.minus(MARGIN))) {
                return new Answer.Ok<>(tokens.accessToken());
            }
            return refresh();
        }
    }

    /// Gets a new pair because the server did not take this token; does nothing if that has happened
    /// meanwhile.
    Answer<String> renew(String refusedToken) {
        synchronized (lock) {
            if (!tokens.accessToken().equals(refusedToken)) {
                return new Answer.Ok<>(tokens.accessToken());
            }
            return refresh();
        }
    }

    @Override
    public <T> Answer<T> ask(Ask<T> question) {
        return switch (accessToken()) {
            case Answer.Ok<String> token -> askWith(token.value(), question);
            case Answer.Refused<String> refused ->
                new Answer.Refused<>(refused.status(), refused.code(), refused.detail());
            case Answer.Unreachable<String> unreachable ->
                new Answer.Unreachable<>(unreachable.fault(), unreachable.detail());
        };
    }

    private <T> Answer<T> askWith(String token, Ask<T> question) {
        Answer<T> first = client.get(question, token);
        if (first instanceof Answer.Refused<T> refused
                && refused.status() == ProblemCode.TOKEN_INVALID.status()
                && renew(token) instanceof Answer.Ok<String> renewed) {
            return client.get(question, renewed.value());
        }
        return first;
    }

    /// Ends the session here at once, and on the server if it can be reached.
    public void signOut() {
        String refreshToken;
        synchronized (lock) {
            if (over) {
                return;
            }
            end();
            refreshToken = tokens.refreshToken();
        }
        io.execute(() -> client.logout(new RefreshRequest(refreshToken)));
    }

    @Override
    public void close() {
        synchronized (lock) {
            end();
        }
    }

    private Answer<String> refresh() {
        if (over) {
            return new Answer.Refused<>(
                    ProblemCode.REFRESH_REFUSED.status(), ProblemCode.REFRESH_REFUSED.code(), "signed out");
        }
        return switch (client.refresh(new RefreshRequest(tokens.refreshToken()))) {
            case Answer.Ok<TokenPair> ok -> {
                tokens = ok.value();
                expiresAt = clock.instant().plusSeconds(tokens.expiresInSeconds());
                scheduleAhead(tokens);
                yield new Answer.Ok<>(tokens.accessToken());
            }
            case Answer.Refused<TokenPair> refused -> {
                refusedToRefresh(refused);
                yield new Answer.Refused<>(refused.status(), refused.code(), refused.detail());
            }
            case Answer.Unreachable<TokenPair> unreachable -> {
                schedule(RETRY);
                yield new Answer.Unreachable<>(unreachable.fault(), unreachable.detail());
            }
        };
    }

    /// A server that is overloaded or broken has not judged the token: only a 4xx ends the session.
    private void refusedToRefresh(Answer.Refused<TokenPair> refused) {
        if (refused.status() >= 500 || refused.is(ProblemCode.OVERLOADED)) {
            schedule(RETRY);
            return;
        }
        end();
        io.execute(() -> whenOver.accept(refused.code()));
    }

    private void scheduleAhead(TokenPair pair) {
        schedule(Duration.ofSeconds(Math.max(1, pair.expiresInSeconds() * 4 / 5)));
    }

    private void schedule(Duration delay) {
        cancelNext();
        nextRefresh = timer.schedule(() -> io.execute(this::refreshNow), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void refreshNow() {
        synchronized (lock) {
            if (!over) {
                refresh();
            }
        }
    }

    private void end() {
        over = true;
        cancelNext();
    }

    private void cancelNext() {
        if (nextRefresh != null) {
            nextRefresh.cancel(false);
            nextRefresh = null;
        }
    }
}
