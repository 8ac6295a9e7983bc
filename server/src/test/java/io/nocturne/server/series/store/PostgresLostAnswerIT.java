package io.nocturne.server.series.store;

/// The contract on a real PostgreSQL.
class PostgresLostAnswerIT extends LostAnswerContract {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
