package io.nocturne.agent.send;

import java.util.ArrayDeque;
import java.util.Deque;

/// The layouts that the server was sent whole, by their ids: a backlog can have other ones than the newest
/// snapshot.
///
/// **Shape** - the last [#MAX] of them.
/// **Threads** - confined to "send".
final class KnownLayouts {

    static final int MAX = 8;

    private final Deque<String> ids = new ArrayDeque<>();

    boolean isKnown(String id) {
        return ids.contains(id);
    }

    void add(String id) {
        if (isKnown(id)) {
            return;
        }
        if (ids.size() == MAX) {
            ids.removeFirst();
        }
        ids.addLast(id);
    }

    void clear() {
        ids.clear();
    }
}
