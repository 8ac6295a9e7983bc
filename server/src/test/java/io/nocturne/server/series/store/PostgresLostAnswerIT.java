package io.nocturne.server.series.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.PostgresProxy;
import io.nocturne.server.TestPostgres;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract on a real PostgreSQL, and what happens when the connection is cut over which a commit's answer comes.
class PostgresLostAnswerIT extends LostAnswerContract {

    private final PostgresProxy proxy = new PostgresProxy(TestPostgres.fresh());

    @Override
    TestDatabase database() {
        return TestDatabase.postgres(proxy.config("ApplicationName=lost"));
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void connectionsThatAreCutAtACommitLoseAndDoubleNothing(long seed) {
        Random random = new Random(seed);
        live(random, () -> proxy.cutAfter(random.nextInt(6)), () -> proxy.cutAfter(Integer.MAX_VALUE));
        assertThat(proxy.cuts()).isGreaterThan(3);
    }
}
