package io.nocturne.server.series;

import io.nocturne.server.ingest.SampleStore;

class InMemorySampleStoreTest extends SampleStoreContract {

    private final InMemorySampleStore store = new InMemorySampleStore();

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
        return store;
    }
}
