package io.nocturne.server.series.store.chunk;

import io.nocturne.model.sample.Layout;
import io.nocturne.server.ingest.KnownLayout;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Table `layout`, with what was read kept in memory: there are few layouts, and every snapshot names
/// one.
///
/// **Threads** - safe.
public class LayoutStore {

    private static final int MAX_CACHED = 10_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ConcurrentMap<String, KnownLayout> cache = new ConcurrentHashMap<>();

    public LayoutStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public Optional<KnownLayout> find(String layoutId) {
        KnownLayout cached = cache.get(layoutId);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<KnownLayout> stored = jdbc.sql("SELECT series FROM layout WHERE layout_id = ?")
                .param(layoutId)
                .query((row, index) -> new KnownLayout(layoutId, json.readValue(row.getBytes(1), Layout.class)))
                .optional();
        stored.ifPresent(this::remember);
        return stored;
    }

    /// A layout that something stored names.
    public KnownLayout require(String layoutId) {
        return find(layoutId)
                .orElseThrow(() -> new IllegalStateException(
                        "layout %s, which stored samples name, is not stored".formatted(layoutId)));
    }

    /// Stores a layout if it is new.
    public void put(KnownLayout layout) {
        if (find(layout.id()).isPresent()) {
            return;
        }
        try {
            jdbc.sql("INSERT INTO layout (layout_id, series) VALUES (?, ?)")
                    .params(layout.id(), json.writeValueAsBytes(layout.layout()))
                    .update();
        } catch (DuplicateKeyException e) {
            // Another agent declared the same at the same time; equal ids have equal content.
        }
        remember(layout);
    }

    private void remember(KnownLayout layout) {
        if (cache.size() < MAX_CACHED) {
            cache.put(layout.id(), layout);
        }
    }
}
