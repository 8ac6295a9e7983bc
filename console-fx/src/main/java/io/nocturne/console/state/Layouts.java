package io.nocturne.console.state;

import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.sample.Layout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The layouts that a subscription's ticks are read by, the newest [#MAX] of them.
///
/// **Threads** - confined to its owner's lock.
final class Layouts {

    static final int MAX = 20_000;

    private final Map<String, Layout> byHostAndId = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Layout> eldest) {
            return size() > MAX;
        }
    };

    void declare(LiveMessage.LayoutDeclared declared) {
        byHostAndId.put(key(declared.hostId(), declared.layoutId()), declared.layout());
    }

    /// The layout of a tick, or empty when it was not declared or does not fit the values.
    Optional<Layout> of(LiveMessage.SampleTick tick) {
        return Optional.ofNullable(byHostAndId.get(key(tick.hostId(), tick.layoutId())))
                .filter(layout -> layout.series().size() == tick.values().size());
    }

    private static String key(String hostId, String layoutId) {
        return hostId + " " + layoutId;
    }
}
