package io.nocturne.server.series;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.series.Aggregate.Across;
import io.nocturne.server.series.Aggregate.By;
import io.nocturne.server.series.Aggregate.Combine;
import io.nocturne.server.series.Aggregate.Every;
import io.nocturne.server.series.Aggregate.Top;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `aggregate` and `by`.
final class AggregateParameters {

    private static final int MAX_K = 100;
    private static final String HOST = "host";
    private static final Pattern TOP = Pattern.compile("topk:([1-9][0-9]{0,2})");

    private AggregateParameters() {}

    static Aggregate read(QueryParameters given) {
        Optional<String> text = given.text("aggregate");
        Optional<Combine> combine = text.flatMap(AggregateParameters::combine);
        List<String> by = given.listed("by");
        if (combine.isEmpty() && !by.isEmpty()) {
            throw ProblemException.invalid("parameter 'by' goes with aggregate sum, avg, max or min only");
        }
        return combine.<Aggregate>map(how -> new Across(how, by(by)))
                .or(() -> text.map(AggregateParameters::top))
                .orElseGet(Every::new);
    }

    private static Optional<Combine> combine(String text) {
        return Optional.ofNullable(
                switch (text) {
                    case "sum" -> Combine.SUM;
                    case "avg" -> Combine.AVG;
                    case "max" -> Combine.MAX;
                    case "min" -> Combine.MIN;
                    default -> null;
                });
    }

    private static Aggregate top(String text) {
        Matcher top = TOP.matcher(text);
        int k = top.matches() ? Integer.parseInt(top.group(1)) : 0;
        if (k < 1 || k > MAX_K) {
            throw ProblemException.invalid(
                    "parameter 'aggregate' must be sum, avg, max, min, or topk:K with a K of 1 to %d".formatted(MAX_K));
        }
        return new Top(k);
    }

    private static By by(List<String> names) {
        if (names.size() > SeriesKey.MAX_ATTRIBUTES) {
            throw ProblemException.invalid(
                    "parameter 'by' may name at most %d attributes".formatted(SeriesKey.MAX_ATTRIBUTES));
        }
        Set<String> attributes = new HashSet<>(names);
        boolean host = attributes.remove(HOST);
        return new By(host, attributes);
    }
}
