package io.nocturne.bench.load;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.sample.SeriesKey;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads over REST every sample of a host as it came, window by window, each of a size that the API answers raw.
///
/// **Errors** - [IOException] when an answer is not raw, or not as the API says.
/// **Threads** - confined to the caller's.
public final class RawRanges {

    private static final int MAX_POINTS = 5_000;
    private static final int MAX_POINTS_PER_ANSWER = 50_000;

    private final Api api;
    private final Connection connection;
    private final String token;
    private final JsonFactory json = WireJson.factory();

    public RawRanges(Api api, Connection connection) throws IOException {
        this.api = api;
        this.connection = connection;
        this.token = api.login(connection);
    }

    /// Everything from before the host's first snapshot to after its last.
    public void read(SentHost host, Sink sink) throws IOException {
        int rows = Math.clamp(MAX_POINTS_PER_ANSWER / host.series().size(), 1, MAX_POINTS);
        String metrics = host.series().stream()
                .map(SeriesKey::metric)
                .distinct()
                .map(metric -> "metric=" + URLEncoder.encode(metric, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        long end = host.timeMillis(host.taken()) + host.intervalMillis();
        long span = rows * host.intervalMillis();
        for (long from = host.timeMillis(0) - host.intervalMillis(); from < end; from += span) {
            String path = "/api/v1/query?%s&host=%s&from=%s&to=%s&points=%d"
                    .formatted(
                            metrics,
                            host.hostId(),
                            Instant.ofEpochMilli(from),
                            Instant.ofEpochMilli(Math.min(end, from + span)),
                            MAX_POINTS);
            answer(api.get(connection, token, path), sink);
        }
    }

    private void answer(byte[] body, Sink sink) throws IOException {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "stepMillis" -> requireRaw(parser.getLongValue());
                    case "series" -> allSeries(parser, sink);
                    default -> parser.skipChildren();
                }
            }
        }
    }

    private static void allSeries(JsonParser parser, Sink sink) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            String metric = "";
            TreeMap<String, String> attributes = new TreeMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "metric" -> metric = parser.getString();
                    case "attributes" -> attributes(parser, attributes);
                    case "points" -> {
                        sink.series(new SeriesKey(metric, attributes));
                        points(parser, sink);
                    }
                    default -> parser.skipChildren();
                }
            }
        }
    }

    private static void attributes(JsonParser parser, Map<String, String> attributes) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            attributes.put(name, parser.getString());
        }
    }

    private static void points(JsonParser parser, Sink sink) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            long time = 0;
            double average = Double.NaN;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "time" -> time = Instant.parse(parser.getString()).toEpochMilli();
                    case "avg" -> average = parser.getDoubleValue();
                    case "count" -> requireSingle(parser.getLongValue());
                    default -> parser.skipChildren();
                }
            }
            sink.point(time, average);
        }
    }

    private static void requireRaw(long stepMillis) throws IOException {
        if (stepMillis != 0) {
            throw new IOException("the answer is in steps of %d ms, not raw".formatted(stepMillis));
        }
    }

    private static void requireSingle(long count) throws IOException {
        if (count != 1) {
            throw new IOException("a raw point says that it is made of %d samples".formatted(count));
        }
    }

    /// Takes what is read; points belong to the series that was named last.
    public interface Sink {

        void series(SeriesKey key);

        void point(long timeMillis, double value);
    }
}
