package io.nocturne.server.notify.channel.smshttp;

import io.nocturne.server.notify.channel.http.HttpCall;
import io.nocturne.server.notify.text.EucKr;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.io.JsonStringEncoder;

/// A request with places like `${to}`, and what fills them.
record RequestPattern(Map<String, String> values) {

    private static final List<String> NAMES = List.of("to", "text", "from", "id");
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:.*");

    /// What is wrong with the places of a pattern.
    static Optional<String> check(String pattern) {
        Matcher places = PLACE.matcher(pattern);
        while (places.find()) {
            if (!NAMES.contains(places.group(1))) {
                return Optional.of("unknown placeholder at character %d; allowed are ${to}, ${text}, ${from} and ${id}"
                        .formatted(places.start() + 1));
            }
        }
        return Optional.empty();
    }

    /// Whether each line is `Name: value`.
    static Optional<String> checkHeaders(String headers) {
        List<String> lines = headers.lines().filter(line -> !line.isBlank()).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!HEADER.matcher(lines.get(i)).matches()) {
                return Optional.of("line %d must be like \"Name: value\"".formatted(i + 1));
            }
        }
        return Optional.empty();
    }

    HttpCall call(String method, String url, String headers, String body, boolean isJson, String charsetName) {
        boolean isEucKr = charsetName.equals("euc-kr");
        Charset charset = isEucKr ? Charset.forName("EUC-KR") : StandardCharsets.UTF_8;
        UnaryOperator<String> inUrl = value -> URLEncoder.encode(isEucKr ? EucKr.fitted(value) : value, charset);
        UnaryOperator<String> inBody = isJson ? RequestPattern::inJson : inUrl;
        String filled = filled(body, inBody);
        Map<String, String> all = new LinkedHashMap<>();
        headers.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int colon = line.indexOf(':');
            all.put(
                    line.substring(0, colon).strip(),
                    filled(line.substring(colon + 1).strip(), inUrl));
        });
        String type = isJson ? "application/json" : "application/x-www-form-urlencoded";
        return new HttpCall(
                method,
                filled(url, inUrl),
                all,
                type + "; charset=" + charsetName,
                isEucKr ? EucKr.bytes(filled) : filled.getBytes(StandardCharsets.UTF_8),
                List.of());
    }

    private String filled(String pattern, UnaryOperator<String> escape) {
        return PLACE.matcher(pattern)
                .replaceAll(place -> Matcher.quoteReplacement(escape.apply(values.getOrDefault(place.group(1), ""))));
    }

    private static String inJson(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(value));
    }
}
