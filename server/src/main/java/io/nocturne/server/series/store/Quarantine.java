package io.nocturne.server.series.store;

import io.nocturne.model.fleet.StoreStatus.SetAside;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What could not be done and is set aside for a while, so that it does not hold up what can be: a host's block, a
/// table.
///
/// **Shape** - tried again a minute later, then after twice the time, at last once an hour.
/// **Threads** - one changes it; everybody reads.
final class Quarantine<K> {

    private static final Logger log = LoggerFactory.getLogger(Quarantine.class);

    private static final Duration FIRST_REST = Duration.ofMinutes(1);
    private static final int MAX_DOUBLINGS = 6;
    private static final int LINES_A_MINUTE = 10;

    private final BiFunction<K, Held, SetAside> describe;
    private final Clock clock;
    private final Map<K, Held> held = new ConcurrentHashMap<>();
    private Instant minute = Instant.MIN;
    private int lines;

    Quarantine(BiFunction<K, Held, SetAside> describe, Clock clock) {
        this.describe = describe;
        this.clock = clock;
    }

    /// Whether it is to be left alone for now.
    boolean holds(K key) {
        Held found = held.get(key);
        return found != null && clock.instant().isBefore(found.nextTryAt());
    }

    boolean knows(K key) {
        return held.containsKey(key);
    }

    void add(K key, Throwable cause) {
        Held before = held.get(key);
        long tries = before == null ? 1 : before.tries() + 1;
        Duration rest = FIRST_REST.multipliedBy(1L << Math.min(tries - 1, MAX_DOUBLINGS));
        Held now = new Held(tries, clock.instant().plus(rest), cause.getClass().getSimpleName());
        held.put(key, now);
        tell(describe.apply(key, now), rest, cause);
    }

    void release(K key) {
        held.remove(key);
    }

    int size() {
        return held.size();
    }

    /// Some of them, those that failed most often first.
    List<SetAside> some(int limit) {
        return held.entrySet().stream()
                .sorted(Comparator.comparingLong(
                        (Map.Entry<K, Held> entry) -> -entry.getValue().tries()))
                .limit(limit)
                .map(entry -> describe.apply(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void tell(SetAside what, Duration rest, Throwable cause) {
        Instant now = clock.instant();
        if (!now.isBefore(minute.plusSeconds(60))) {
            minute = now;
            lines = 0;
        }
        if (++lines > LINES_A_MINUTE) {
            return;
        }
        log.error(
                "{} of {} from {} on failed ({} times) and is set aside for {} min; everything else goes on{}: {}",
                what.work(),
                what.hostId() == null ? "the table" : "host " + what.hostId(),
                what.from(),
                what.tries(),
                rest.toMinutes(),
                lines == LINES_A_MINUTE ? " (more of this minute are not logged; the status counts them)" : "",
                cause.toString(),
                cause);
    }

    /// How often it failed, until when it is left alone, and one word why.
    record Held(long tries, Instant nextTryAt, String cause) {}
}
