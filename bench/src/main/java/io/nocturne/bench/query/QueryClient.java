package io.nocturne.bench.query;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Connection.Answer;
import io.nocturne.bench.load.Load;
import io.nocturne.bench.query.QueryProbe.Probed;
import java.io.IOException;
import java.util.SplittableRandom;

/// Asks every kind of question in turn over one connection, each as soon as the last is answered.
///
/// **Errors** - [IOException] for any answer but 200; the bench ends.
/// **Threads** - confined to its own.
final class QueryClient implements Load.Sender {

    private static final int OVERLOADED = 429;

    private final Load load;
    private final Api api;
    private final QueryTargets targets;
    private final QueryTallies tallies;
    private final int index;

    QueryClient(Load load, Api api, QueryTargets targets, QueryTallies tallies, int index) {
        this.load = load;
        this.api = api;
        this.targets = targets;
        this.tallies = tallies;
        this.index = index;
    }

    @Override
    public Void call() throws IOException {
        SplittableRandom random = new SplittableRandom(index);
        try (Connection connection = api.connect()) {
            String headers = Api.BEARER + api.login(connection) + Api.CRLF;
            for (int turn = index; !load.ended(); turn++) {
                int number = turn % tallies.kinds().size();
                Probed kind = tallies.kinds().get(number);
                String path = kind.kind().path(targets.any(kind.kind(), kind.resolution(), random));
                long from = System.nanoTime();
                Answer answer = connection.send("GET", path, headers, new byte[0], 0);
                long nanos = System.nanoTime() - from;
                if (answer.status() == OVERLOADED) {
                    // It waited for as long as the server lets it: that is what it took, and no answer.
                    tallies.of(number).refused(nanos);
                    continue;
                }
                if (answer.status() != 200) {
                    throw new IOException("%s answered %d: %s".formatted(path, answer.status(), answer.text()));
                }
                tallies.of(number).answered(nanos, answer.body().length);
            }
        }
        return null;
    }
}
