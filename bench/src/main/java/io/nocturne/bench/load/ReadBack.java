package io.nocturne.bench.load;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.load.Comparison.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Asks the server for everything of some hosts and compares each value and time with what was sent.
public final class ReadBack {

    /// Less than the life of an access token.
    private static final Duration LOGIN = Duration.ofMinutes(10);

    private ReadBack() {}

    public static Result of(Api api, List<? extends SentHost> hosts) throws IOException {
        Result all = Result.NOTHING;
        try (Connection connection = api.connect()) {
            RawRanges ranges = new RawRanges(api, connection);
            long loginAt = System.nanoTime();
            for (SentHost host : hosts) {
                if (System.nanoTime() - loginAt > LOGIN.toNanos()) {
                    ranges = new RawRanges(api, connection);
                    loginAt = System.nanoTime();
                }
                Comparison comparison = new Comparison(host);
                ranges.read(host, comparison);
                all = all.plus(comparison.result());
            }
        }
        return all;
    }
}
