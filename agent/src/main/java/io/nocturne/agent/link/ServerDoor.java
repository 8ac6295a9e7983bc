package io.nocturne.agent.link;

import io.nocturne.agent.config.AgentConfig;
import io.nocturne.agent.config.ProxyServer;
import io.nocturne.agent.trust.CaSource;
import io.nocturne.agent.trust.PinnedTrust;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the server and opens it: from an http address to the https one, and from there to TLS with the
/// pinned CA.
///
/// **Shape** - an http address is asked once, with nothing in the request, and only a redirect to https on
/// the very same host name is followed. What was found is kept until [#forget()].
/// **Threads** - confined to "send"; [#close()] from any.
public final class ServerDoor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServerDoor.class);
    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    private static final int REDIRECT = 300;
    private static final int REDIRECT_END = 400;

    private final URI configured;
    private final CaSource trust;
    private final InstantSource clock;
    private final OkHttpClient plain;
    private @Nullable SecureServer open;
    private List<X509Certificate> trusted = List.of();
    private @Nullable Instant certificateEnd;
    private int lastPort;
    private volatile OkHttpClient client;

    public ServerDoor(AgentConfig config, CaSource trust, Timeouts timeouts, InstantSource clock) {
        this.configured = config.serverUrl();
        this.trust = trust;
        this.clock = clock;
        this.plain = throughProxy(new OkHttpClient.Builder(), config.proxyToServer())
                .connectTimeout(timeouts.connect())
                .readTimeout(timeouts.idle())
                .writeTimeout(timeouts.idle())
                .callTimeout(timeouts.request())
                // A redirect is a decision of ours, and a repetition one of the delivery loop.
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                .build();
        this.client = plain;
    }

    /// The server, found now or before.
    public SecureServer open() throws IOException {
        SecureServer server = open;
        if (server == null) {
            HttpUrl address = address();
            server = new SecureServer(secureClient(address), address, clock);
            open = server;
        }
        return server;
    }

    /// Forgets what was found, because it did not work: the server may have got another port or another CA.
    public void forget() {
        open = null;
    }

    /// Whom the server was found to be, for a person who asks; what is not known is absent.
    public ServerIdentity identity() {
        Optional<SecureServer> server = Optional.ofNullable(open);
        server.flatMap(SecureServer::certificateEnd).ifPresent(end -> certificateEnd = end);
        Optional<Instant> authorityEnd = trusted.stream()
                .map(authority -> authority.getNotAfter().toInstant())
                .min(Comparator.naturalOrder());
        return new ServerIdentity(server.map(SecureServer::address), Optional.ofNullable(certificateEnd), authorityEnd);
    }

    /// Ends every request that is under way, and the connections that wait for one.
    @Override
    public void close() {
        plain.dispatcher().cancelAll();
        client.dispatcher().cancelAll();
        plain.connectionPool().evictAll();
        client.connectionPool().evictAll();
    }

    /// What the platform was told of proxies does not count: the configuration says all.
    private static OkHttpClient.Builder throughProxy(OkHttpClient.Builder client, Optional<ProxyServer> proxy) {
        if (proxy.isEmpty()) {
            return client.proxy(Proxy.NO_PROXY);
        }
        ProxyServer server = proxy.get();
        return client.proxy(
                        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(server.host(), server.port())))
                .proxyAuthenticator((_, response) -> login(response.request(), server));
    }

    /// The request with the login, unless the proxy refused just that.
    private static @Nullable Request login(Request refused, ProxyServer proxy) {
        boolean isTried = refused.header(PROXY_AUTHORIZATION) != null;
        return proxy.authorization()
                .filter(_ -> !isTried)
                .map(login ->
                        refused.newBuilder().header(PROXY_AUTHORIZATION, login).build())
                .orElse(null);
    }

    private HttpUrl address() throws IOException {
        HttpUrl url = HttpUrl.get(configured);
        if (url == null) {
            throw new IOException("%s is no address of a server".formatted(configured));
        }
        return url.isHttps() ? url : askWhereHttpsIs(url);
    }

    private HttpUrl askWhereHttpsIs(HttpUrl url) throws IOException {
        Request question = new Request.Builder().url(url).get().build();
        try (Response response = plain.newCall(question).execute()) {
            String location = response.header("Location");
            HttpUrl target = location == null ? null : url.resolve(location);
            if (response.code() < REDIRECT || response.code() >= REDIRECT_END || target == null) {
                throw new IOException("%s does not say where https is (status %d); set server_url to the https address"
                        .formatted(configured, response.code()));
            }
            if (!target.isHttps() || !target.host().equals(url.host())) {
                throw new IOException("%s points to %s://%s, which is not https on the same host: not followed"
                        .formatted(configured, target.scheme(), target.host()));
            }
            if (target.port() != lastPort) {
                log.info("{} leads to https://{}:{}", configured, target.host(), target.port());
                lastPort = target.port();
            }
            return target.newBuilder()
                    .encodedPath("/")
                    .query(null)
                    .fragment(null)
                    .build();
        }
    }

    private OkHttpClient secureClient(HttpUrl address) throws IOException {
        List<X509Certificate> authorities = trust.authorities(address.host(), address.port());
        if (trusted.equals(authorities)) {
            return client;
        }
        try {
            PinnedTrust pinned = PinnedTrust.of(authorities);
            client.connectionPool().evictAll();
            client = plain.newBuilder()
                    .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
                    .sslSocketFactory(pinned.sockets(), pinned.manager())
                    .build();
            trusted = authorities;
            return client;
        } catch (GeneralSecurityException e) {
            throw new IOException("the pinned CA cannot be used: " + e.getMessage(), e);
        }
    }
}
