package io.nocturne.server.notify.channel;

import java.util.LinkedHashMap;
import java.util.Map;

/// Who has a notice already, for receivers that stand for several people: an attempt that is made again skips
/// them.
///
/// **Shape** - the last 10,000; forgotten when the server stops, so that somebody may then be told twice.
/// **Threads** - guarded by itself.
public final class Reached {

    private static final int MOST = 10_000;

    private final Map<String, Boolean> reached = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    public synchronized boolean has(Address address, Notice notice, String recipient) {
        return reached.containsKey(key(address, notice, recipient));
    }

    public synchronized void add(Address address, Notice notice, String recipient) {
        reached.put(key(address, notice, recipient), true);
    }

    private static String key(Address address, Notice notice, String recipient) {
        return address.receiverId() + '\n' + notice.noticeId() + '\n' + recipient;
    }
}
