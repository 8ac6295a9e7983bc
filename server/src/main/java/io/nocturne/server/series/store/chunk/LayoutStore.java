package io.nocturne.server.series.store.chunk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Table `layout`, with what was read of late kept in memory: every snapshot names a layout.
///
/// Layouts differ by few series, as a container comes or goes, so their keys are shared.
///
/// **Threads** - safe; one thread deletes.
public class LayoutStore {

    /// A layout that was named within it is not deleted: what names it may just be on its way to the disk.
    public static final Duration NAMED_FOR = Duration.ofHours(1);

    /// Being deleted: neither named nor stored until that is done.
    private static final Instant DOOMED = Instant.MAX;

    private static final long OFFLINE_BYTES = 64L << 20;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Cache<String, KnownLayout> cache;
    private final Interner<SeriesKey> keys = Interner.newWeakInterner();
    /// When deliveries and rollups named each one, for an hour.
    private final ConcurrentMap<String, Instant> named = new ConcurrentHashMap<>();

    /// **Shape** - `cacheBytes` is what layouts in memory may take.
    public LayoutStore(JdbcClient jdbc, JsonMapper json, Clock clock, long cacheBytes) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(cacheBytes)
                .weigher((String id, KnownLayout layout) -> (int) Math.min(Integer.MAX_VALUE, layout.bytes()))
                .executor(Runnable::run)
                .build();
    }

    /// For a store that does not run: nothing comes in, and nothing is deleted.
    public static LayoutStore offline(JdbcClient jdbc, JsonMapper json) {
        return new LayoutStore(jdbc, json, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), OFFLINE_BYTES);
    }

    @SuppressWarnings("NullAway") // the cache takes null for one that is not there, and does not say so
    public Optional<KnownLayout> find(String layoutId) {
        return Optional.ofNullable(cache.get(layoutId, this::read));
    }

    /// A layout that something stored names.
    public KnownLayout require(String layoutId) {
        return find(layoutId)
                .orElseThrow(() -> new IllegalStateException(
                        "layout %s, which stored samples name, is not stored".formatted(layoutId)));
    }

    /// A layout that a delivery names; it stays for what the delivery brings.
    ///
    /// **Absent** - where it is not stored, or is just being deleted: then it is to be declared again.
    public Optional<KnownLayout> name(String layoutId) {
        // Only what is stored is noted; and it may have been deleted before it was.
        return find(layoutId).isPresent() && note(layoutId) ? find(layoutId) : Optional.empty();
    }

    /// Stores a layout of the server's own if it is new.
    public void put(KnownLayout layout) {
        put(layout, bytes -> {});
    }

    /// Stores a layout if it is new, and returns the one to use in its place, which others use too.
    ///
    /// **Shape** - `beforeStored` hears how many bytes it takes, and may refuse by throwing.
    /// **Errors** - [ProblemException] `overloaded` in the moment in which the same one is deleted.
    public KnownLayout put(KnownLayout layout, IntConsumer beforeStored) {
        if (!note(layout.id())) {
            throw new ProblemException(ProblemCode.OVERLOADED, "that layout is just being deleted; send it again");
        }
        Optional<KnownLayout> known = find(layout.id());
        if (known.isPresent()) {
            return known.get();
        }
        byte[] packed = LayoutBytes.pack(json.writeValueAsBytes(layout.layout()));
        try {
            beforeStored.accept(packed.length);
        } catch (ProblemException e) {
            named.remove(layout.id());
            throw e;
        }
        try {
            jdbc.sql("INSERT INTO layout (layout_id, series) VALUES (?, ?)")
                    .params(layout.id(), packed)
                    .update();
        } catch (DuplicateKeyException e) {
            // Another agent declared the same at the same time; equal ids have equal content.
        }
        KnownLayout shared = shared(layout.id(), layout.layout());
        cache.put(layout.id(), shared);
        return shared;
    }

    /// The ids of those that nothing named of late.
    public Set<String> unnamed() {
        forgetOld();
        Set<String> ids = new HashSet<>(
                jdbc.sql("SELECT layout_id FROM layout").query(String.class).list());
        ids.removeAll(named.keySet());
        return ids;
    }

    /// Deletes those of some that nothing named meanwhile; returns how many. Nothing stored may name them.
    public int delete(Set<String> ids) {
        List<String> doomed = ids.stream().filter(this::doom).toList();
        try {
            int deleted = 0;
            for (String id : doomed) {
                cache.invalidate(id);
                deleted += jdbc.sql("DELETE FROM layout WHERE layout_id = ?")
                        .param(id)
                        .update();
            }
            return deleted;
        } finally {
            // One that was read while it was being deleted must not be believed in.
            doomed.forEach(cache::invalidate);
            doomed.forEach(named::remove);
        }
    }

    private boolean doom(String layoutId) {
        return DOOMED.equals(named.compute(layoutId, (id, at) -> at == null || isOld(at) ? DOOMED : at));
    }

    private boolean note(String layoutId) {
        Instant now = clock.instant();
        return !DOOMED.equals(named.compute(layoutId, (id, at) -> DOOMED.equals(at) ? DOOMED : now));
    }

    private void forgetOld() {
        named.values().removeIf(this::isOld);
    }

    private boolean isOld(Instant at) {
        return at.isBefore(clock.instant().minus(NAMED_FOR));
    }

    private @Nullable KnownLayout read(String layoutId) {
        return jdbc.sql("SELECT series FROM layout WHERE layout_id = ?")
                .param(layoutId)
                .query((row, index) ->
                        shared(layoutId, json.readValue(LayoutBytes.unpack(row.getBytes(1)), Layout.class)))
                .optional()
                .orElse(null);
    }

    private KnownLayout shared(String id, Layout layout) {
        return new KnownLayout(
                id, new Layout(layout.series().stream().map(keys::intern).toList()));
    }
}
