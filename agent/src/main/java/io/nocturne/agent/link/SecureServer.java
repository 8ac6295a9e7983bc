package io.nocturne.agent.link;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/// A server that is spoken to over TLS only.
///
/// **Errors** - [IOException] when there was no whole answer: it is unknown then whether the server acted.
/// **Threads** - safe.
public final class SecureServer {

    /// Far above every answer that an agent gets.
    static final int MAX_ANSWER_BYTES = 64 << 10;

    private static final MediaType JSON = MediaType.get("application/json");
    private static final String API = "api/v1/";

    private final OkHttpClient client;
    private final HttpUrl base;
    private final InstantSource clock;
    private volatile @Nullable Instant certificateEnd;

    SecureServer(OkHttpClient client, HttpUrl base, InstantSource clock) {
        if (!base.isHttps()) {
            throw new IllegalArgumentException("only https is spoken, not " + base);
        }
        this.client = client;
        this.base = base;
        this.clock = clock;
    }

    /// The address, for messages: `https://host:8443`.
    public String address() {
        return "https://" + base.host() + ":" + base.port();
    }

    public String host() {
        return base.host();
    }

    /// Until when the server's own certificate is good, once it was seen.
    public Optional<Instant> certificateEnd() {
        return Optional.ofNullable(certificateEnd);
    }

    /// Posts JSON to a path under `/api/v1/`, with a credential or without.
    public Answer post(String path, byte[] json, @Nullable String credential) throws IOException {
        HttpUrl target = base.newBuilder().addPathSegments(API + path).build();
        Request.Builder request = new Request.Builder().url(target).post(RequestBody.create(json, JSON));
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        try (Response response = client.newCall(request.build()).execute()) {
            look(response.handshake());
            return new Answer(
                    response.code(),
                    bounded(response),
                    RetryAfter.parse(response.header("Retry-After"), clock.instant()));
        }
    }

    private void look(@Nullable Handshake handshake) {
        if (certificateEnd == null
                && handshake != null
                && !handshake.peerCertificates().isEmpty()
                && handshake.peerCertificates().getFirst() instanceof X509Certificate own) {
            certificateEnd = own.getNotAfter().toInstant();
        }
    }

    private static String bounded(Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(MAX_ANSWER_BYTES + 1L)) {
            throw new IOException("the answer has more than %d bytes".formatted(MAX_ANSWER_BYTES));
        }
        Buffer whole = source.getBuffer();
        return whole.readUtf8();
    }
}
