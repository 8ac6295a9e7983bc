package io.nocturne.server.notify.channel.email;

import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.http.HttpCall;
import io.nocturne.server.notify.channel.http.HttpReply;
import io.nocturne.server.notify.channel.http.HttpSender;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a receiver signs in with: its password, its access token, or one that is asked for and kept until it
/// runs out.
///
/// **Threads** - guarded by itself; asking is not, so that two at once may both ask.
/// **Source** - RFC 6749, 4.4, 5.1 and 6.
final class AccessTokens {

    private static final int MOST = 1_000;
    /// A token that is about to run out is no good for a message that is about to be sent.
    private static final long SPARE_SECONDS = 60;

    private static final long USUAL_SECONDS = 3_600;
    private static final long MOST_SECONDS = 86_400;

    private final HttpSender http;
    private final Clock clock;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    AccessTokens(HttpSender http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    sealed interface Answer {}

    /// `isKept` says that it was asked for earlier. Empty when nobody signs in.
    record Secret(String value, boolean isKept) implements Answer {

        @Override
        public String toString() {
            return "Secret";
        }
    }

    record Refused(Delivery verdict) implements Answer {}

    private record Kept(String token, Instant until) {}

    Answer secret(Address address) {
        return switch (address.required(EmailChannel.AUTH)) {
            case "none" -> new Secret("", false);
            case "xoauth2" ->
                address.setting(EmailChannel.ACCESS_TOKEN)
                        .<Answer>map(token -> new Secret(token, false))
                        .orElseGet(() -> token(address));
            default -> new Secret(address.required(EmailChannel.PASSWORD), false);
        };
    }

    void forget(Address address) {
        synchronized (kept) {
            kept.remove(key(address));
        }
    }

    private Answer token(Address address) {
        synchronized (kept) {
            Kept known = kept.get(key(address));
            if (known != null && clock.instant().isBefore(known.until())) {
                return new Secret(known.token(), true);
            }
        }
        return switch (http.send(call(address))) {
            case HttpReply.Refused refused -> new Refused(verdict(refused));
            case HttpReply.Accepted accepted -> {
                String token = accepted.json().path("access_token").asString("");
                if (token.isEmpty()) {
                    yield new Refused(new Delivery.Rejected(false, "the token URL answered without access_token"));
                }
                keep(address, token, accepted.json().path("expires_in").asLong(USUAL_SECONDS));
                yield new Secret(token, false);
            }
        };
    }

    /// 400 says that the grant is not valid any more (RFC 6749, 5.2).
    private static Delivery verdict(HttpReply.Refused refused) {
        return refused.status() == 400 && refused.verdict() instanceof Delivery.Rejected rejected
                ? new Delivery.Rejected(true, rejected.cause())
                : refused.verdict();
    }

    private void keep(Address address, String token, long seconds) {
        long lasts = Math.clamp(seconds, 0, MOST_SECONDS) - SPARE_SECONDS;
        synchronized (kept) {
            if (kept.size() >= MOST) {
                kept.clear();
            }
            kept.put(key(address), new Kept(token, clock.instant().plusSeconds(lasts)));
        }
    }

    private static HttpCall call(Address address) {
        Map<String, String> form = new LinkedHashMap<>();
        boolean refreshes = address.setting(EmailChannel.REFRESH_TOKEN).isPresent();
        form.put("grant_type", refreshes ? "refresh_token" : "client_credentials");
        form.put("client_id", address.required(EmailChannel.CLIENT_ID));
        address.setting(EmailChannel.CLIENT_SECRET).ifPresent(secret -> form.put("client_secret", secret));
        address.setting(EmailChannel.REFRESH_TOKEN).ifPresent(token -> form.put("refresh_token", token));
        address.setting(EmailChannel.SCOPE).ifPresent(scope -> form.put("scope", scope));
        String body = form.entrySet().stream()
                .map(part -> part.getKey() + "=" + URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        List<String> secrets = new ArrayList<>();
        address.setting(EmailChannel.CLIENT_SECRET).ifPresent(secrets::add);
        address.setting(EmailChannel.REFRESH_TOKEN).ifPresent(secrets::add);
        return HttpCall.form(address.required(EmailChannel.TOKEN_URL), body).hiding(secrets);
    }

    private static String key(Address address) {
        return String.join(
                "\n",
                address.receiverId(),
                address.required(EmailChannel.TOKEN_URL),
                address.required(EmailChannel.CLIENT_ID),
                address.setting(EmailChannel.CLIENT_SECRET).orElse(""),
                address.setting(EmailChannel.REFRESH_TOKEN).orElse(""));
    }
}
