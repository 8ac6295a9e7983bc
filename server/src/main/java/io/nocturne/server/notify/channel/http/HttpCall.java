package io.nocturne.server.notify.channel.http;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A question to a vendor.
///
/// **Shape** - `secrets` are taken out of whatever is said about the answer; those of address and headers need
/// not be among them.
/// **Absent** - `contentType` and the body when there is nothing to say.
/// **Threads** - immutable.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpCall(
        String method,
        String url,
        Map<String, String> headers,
        @Nullable String contentType,
        byte[] body,
        List<String> secrets) {

    private static final String JSON = "application/json; charset=utf-8";
    private static final String FORM = "application/x-www-form-urlencoded";

    public HttpCall {
        headers = Map.copyOf(headers);
        secrets = List.copyOf(secrets);
    }

    public static HttpCall json(String method, String url, byte[] body) {
        return new HttpCall(method, url, Map.of(), JSON, body, List.of());
    }

    public static HttpCall form(String url, String body) {
        return new HttpCall("POST", url, Map.of(), FORM, body.getBytes(StandardCharsets.UTF_8), List.of());
    }

    public HttpCall with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpCall(method, url, more, contentType, body, secrets);
    }

    public HttpCall hiding(Collection<String> more) {
        return new HttpCall(method, url, headers, contentType, body, List.copyOf(more));
    }

    public HttpCall bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /// An address and a body may be secrets.
    @Override
    public String toString() {
        return "HttpCall[" + method + "]";
    }
}
