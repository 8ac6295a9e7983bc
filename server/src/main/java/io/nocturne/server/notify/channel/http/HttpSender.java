package io.nocturne.server.notify.channel.http;

import io.nocturne.model.text.PlainText;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.LinkFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Asks vendors over HTTP and says what their answers mean.
///
/// **Shape** - one attempt, at most as long as the client's time; redirections are not followed, since a token
/// must not reach another host; at most 64 KiB of an answer are read.
/// **Errors** - none thrown. 429 stops the whole receiver until `Retry-After`; 408, 425 and 5xx may work
/// later; 401, 403, 404 and 410 will not work before somebody changes the settings; anything else is this
/// message's fault. Causes name host and status, and nothing of path, query or headers.
/// **Threads** - safe.
/// **Source** - RFC 9110, 10.2.3 and 15; RFC 6585, 4.
public final class HttpSender {

    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final int SHOWN_ANSWER = 200;
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    /// Shorter parts of an address are words, and not secrets.
    private static final int SHORTEST_GUESS = 8;

    private static final int SHORTEST_SECRET = 4;

    private final OkHttpClient client;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    public HttpSender(OkHttpClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /// A client that follows nothing and waits at most so long for a whole answer.
    public static OkHttpClient client(Duration longest) {
        return new OkHttpClient.Builder()
                .callTimeout(longest)
                .connectTimeout(longest)
                .readTimeout(longest)
                .writeTimeout(longest)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    /// Bytes of JSON, for a body.
    public byte[] bytes(Object value) {
        return json.writeValueAsBytes(value);
    }

    public HttpReply send(HttpCall call) {
        HttpUrl url = HttpUrl.parse(call.url());
        if (url == null) {
            return refused(new Delivery.Rejected(true, "the address is no http or https URL"));
        }
        Request request;
        try {
            request = request(call, url);
        } catch (IllegalArgumentException e) {
            return refused(new Delivery.Rejected(true, "a header holds signs that HTTP does not allow"));
        }
        try (Response response = client.newCall(request).execute()) {
            return reply(call, url, response);
        } catch (IOException e) {
            return refused(new Delivery.RetryLater(null, false, url.host() + ": " + LinkFault.words(e)));
        }
    }

    private static HttpReply.Refused refused(Delivery verdict) {
        return new HttpReply.Refused(0, "", MissingNode.getInstance(), verdict);
    }

    private static Request request(HttpCall call, HttpUrl url) {
        boolean isRead = call.method().equals("GET");
        MediaType type = call.contentType() == null ? null : MediaType.parse(call.contentType());
        Request.Builder request = new Request.Builder()
                .url(url)
                .method(call.method(), isRead ? null : RequestBody.create(call.body(), type))
                .header("User-Agent", "Nocturne");
        call.headers().forEach(request::header);
        return request.build();
    }

    private HttpReply reply(HttpCall call, HttpUrl url, Response response) throws IOException {
        String text = text(response);
        JsonNode tree = tree(text);
        int status = response.code();
        String shown = shown(call, url, text);
        String said = shown.isEmpty() ? Integer.toString(status) : status + ": " + shown;
        if (response.isSuccessful()) {
            return new HttpReply.Accepted(status, text, tree, said);
        }
        Delivery verdict = verdict(status, after(response, tree), url.host() + " answered " + said);
        return new HttpReply.Refused(status, text, tree, verdict);
    }

    private static Delivery verdict(int status, Optional<Duration> after, String cause) {
        Duration wait = after.orElse(null);
        if (status == 429) {
            return new Delivery.RetryLater(wait, true, cause);
        }
        if (status >= 500 || status == 408 || status == 425) {
            return new Delivery.RetryLater(wait, wait != null, cause);
        }
        boolean forGood = status == 401 || status == 403 || status == 404 || status == 410;
        return new Delivery.Rejected(forGood, cause);
    }

    private static String text(Response response) throws IOException {
        BufferedSource source = response.body().source();
        source.request(MAX_ANSWER_BYTES);
        return source.getBuffer()
                .readString(Math.min(MAX_ANSWER_BYTES, source.getBuffer().size()), StandardCharsets.UTF_8);
    }

    private JsonNode tree(String text) {
        try {
            JsonNode tree = json.readTree(text);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /// The beginning of an answer, without anything of the question that may be secret.
    private static String shown(HttpCall call, HttpUrl url, String text) {
        String shown = text;
        Stream<String> ofAddress = Stream.concat(url.pathSegments().stream(), Stream.of(call.url(), url.encodedPath()));
        Stream<String> ofQuery = url.queryParameterNames().stream()
                .flatMap(name -> url.queryParameterValues(name).stream())
                .filter(value -> value != null);
        Stream<String> ofHeaders = call.headers().values().stream().flatMap(value -> Stream.of(value.split(" ")));
        Stream<String> guessed = Stream.of(ofAddress, ofQuery, ofHeaders)
                .flatMap(parts -> parts)
                .filter(part -> part.length() >= SHORTEST_GUESS);
        Stream<String> known = call.secrets().stream().filter(secret -> secret.length() >= SHORTEST_SECRET);
        for (String secret : Stream.concat(guessed, known)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            shown = shown.replace(secret, "…");
        }
        return PlainText.quoted(shown.strip(), SHOWN_ANSWER);
    }

    /// The longer of what the header and the body ask for.
    private Optional<Duration> after(Response response, JsonNode tree) {
        Optional<Duration> header = Optional.ofNullable(response.header("Retry-After"))
                .flatMap(value -> seconds(value).or(() -> untilDate(value)));
        return Stream.of(
                        header,
                        seconds(tree.path("retry_after").asString("")),
                        seconds(tree.path("parameters").path("retry_after").asString("")))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    private static Optional<Duration> seconds(String value) {
        if (!value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * 1000)));
    }

    private Optional<Duration> untilDate(String value) {
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(clock.instant(), until);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
