package io.nocturne.console.state;

import java.util.LinkedHashMap;
import java.util.Map;

/// The memories of the hosts that were looked at last, at most [#MAX].
///
/// **Threads** - safe; guarded by `this`.
final class HostMemories {

    static final int MAX = 4;

    private final Map<String, HostMemory> byHost = new LinkedHashMap<>(MAX, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, HostMemory> eldest) {
            return size() > MAX;
        }
    };

    synchronized HostMemory of(String hostId) {
        return byHost.computeIfAbsent(hostId, _ -> new HostMemory());
    }
}
