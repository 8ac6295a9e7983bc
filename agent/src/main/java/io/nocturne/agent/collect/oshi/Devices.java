package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The devices of one kind that OSHI lists: listed anew each minute, for that is costly, and brought up to
/// date one by one in between.
///
/// **Shape** - the list of series stays the very same while the same devices are reported in the same order;
/// a device that comes back starts anew. One that cannot be brought up to date any more makes the next
/// reading list them all.
/// **Threads** - confined to "collect".
///
/// @param <S> OSHI's object
/// @param <D> what is remembered of a device that is reported
final class Devices<S, D extends Devices.Device<S>> {

    static final Duration LISTING = Duration.ofMinutes(1);

    private final Source<S, D> source;
    private final Pace pace;
    private Map<String, Entry<S, D>> known = new LinkedHashMap<>();
    private List<Series> series = List.of();

    Devices(Source<S, D> source, Ticker ticker) {
        this.source = source;
        this.pace = new Pace(ticker, LISTING);
    }

    List<Series> series() {
        return series;
    }

    /// Brings all devices up to date and lets each set its series.
    void read() {
        if (pace.isDue()) {
            list();
            return;
        }
        for (Entry<S, D> entry : known.values()) {
            if (source.update(entry.now())) {
                entry.device().read(entry.now());
            } else {
                pace.hurry();
            }
        }
    }

    private void list() {
        Map<String, Entry<S, D>> listed = new LinkedHashMap<>();
        for (S now : source.list()) {
            String key = source.key(now);
            Entry<S, D> before = known.get(key);
            Optional<D> device = before == null ? source.admit(now) : Optional.of(before.device());
            device.ifPresent(own -> listed.putIfAbsent(key, new Entry<>(now, own)));
        }
        boolean moved = !List.copyOf(listed.keySet()).equals(List.copyOf(known.keySet()));
        known = listed;
        if (moved) {
            List<Series> all = new ArrayList<>();
            listed.values().forEach(entry -> all.addAll(entry.device().series()));
            series = List.copyOf(all);
        }
        listed.values().forEach(entry -> entry.device().read(entry.now()));
    }

    /// Where the devices come from.
    interface Source<S, D> {

        /// All there are, up to date.
        List<S> list();

        /// What tells one from the others, as long as it is there.
        String key(S device);

        /// What to remember of a new one, or empty for one that is not reported.
        Optional<D> admit(S device);

        /// Brings one up to date; false when it is gone.
        boolean update(S device);
    }

    /// One device that is reported.
    interface Device<S> {

        List<Series> series();

        void read(S now);
    }

    private record Entry<S, D>(S now, D device) {}
}
