package io.nocturne.server.series.store;

import io.nocturne.server.FakeClock;
import io.nocturne.server.ingest.SampleStore;
import io.nocturne.server.series.SampleStoreContract;
import io.nocturne.server.series.SeriesQuery;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a real H2 file.
class H2SampleStoreIT extends SampleStoreContract {

    @TempDir
    private Path directory;

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-22T12:00:00Z"));
    private TestDatabase database;
    private OpenStore store;

    @BeforeEach
    void open() {
        database = TestDatabase.h2(directory);
        store = new OpenStore(database.source(), database.kind(), clock);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Override
    protected SampleStore store() {
        return store;
    }

    @Override
    protected SeriesQuery query() {
        return store;
    }

    @Override
    protected SeriesQuery reopened() {
        store.kill();
        database.reopen();
        store = new OpenStore(database.source(), database.kind(), clock);
        return store;
    }
}
