package io.nocturne.server.replay;

import io.nocturne.model.alert.Severity;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.fleet.Goodbyes.Goodbye;
import io.nocturne.server.rule.EffectiveRule;
import io.nocturne.server.silence.Mutes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// How long a host had been silent, as a rule sees it, by the times of its samples.
///
/// Where minutes are left, a host was heard until the end of a minute in which it has samples: its silence
/// was at least as long.
///
/// **Threads** - confined to the caller's.
final class SilenceFeed {

    private final long[] moments;
    private final long widthMillis;
    private final long intervalMillis;
    private final TimeRange range;
    private final List<Goodbye> goodbyes;
    private final Map<String, String> labels;
    private final Mutes mutes;

    /// **Shape** - `moments` ascending, some of them before the range; each lasts `widthMillis`.
    SilenceFeed(
            long[] moments,
            long widthMillis,
            long intervalMillis,
            TimeRange range,
            List<Goodbye> goodbyes,
            Map<String, String> labels,
            Mutes mutes) {
        this.moments = moments;
        this.widthMillis = widthMillis;
        this.intervalMillis = Math.max(1, intervalMillis);
        this.range = range;
        this.goodbyes = goodbyes;
        this.labels = labels;
        this.mutes = mutes;
    }

    /// Shows everything, in order of time.
    void to(InstanceReplay eye) {
        long end = range.to().toEpochMilli();
        Silence silence = new Silence(eye);
        new TickFeed(eye.rule(), range.from().toEpochMilli(), end).walk(changes(eye.rule()), eye, silence::at);
    }

    /// When a sample comes, when a silence passes a threshold, and within a long one when something is said
    /// of it.
    private long[] changes(EffectiveRule rule) {
        List<Long> thresholds = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            rule.level(severity).ifPresent(level -> {
                thresholds.add((long) (level.raise() * intervalMillis) + 1);
                thresholds.add((long) (level.clear() * intervalMillis) + 1);
            });
        }
        LongStream.Builder changes = LongStream.builder();
        for (int i = 0; i < moments.length; i++) {
            long heard = moments[i] + widthMillis;
            long next = i + 1 < moments.length ? moments[i + 1] : range.to().toEpochMilli();
            changes.add(moments[i]);
            if (next > range.from().toEpochMilli()) {
                boolean isLong = false;
                for (long threshold : thresholds) {
                    if (heard + threshold < next) {
                        changes.add(Math.max(range.from().toEpochMilli(), heard + threshold));
                        isLong = true;
                    }
                }
                if (isLong) {
                    addSaid(heard, next, changes);
                }
            }
        }
        return changes.build().sorted().dropWhile(this::isLongAgo).toArray();
    }

    /// Before the range only the last sample counts, and that is known where its silence is looked at.
    private boolean isLongAgo(long change) {
        return change < range.from().toEpochMilli();
    }

    private void addSaid(long heard, long next, LongStream.Builder changes) {
        goodbyes.stream()
                .map(goodbye -> goodbye.from().toEpochMilli())
                .filter(from -> from > heard && from < next)
                .forEach(changes::add);
        Instant end = Instant.ofEpochMilli(next);
        Instant from = Instant.ofEpochMilli(Math.max(heard, range.from().toEpochMilli()));
        for (Instant at = mutes.nextAbsence(from); at.isBefore(end); at = mutes.nextAbsence(at)) {
            changes.add(at.toEpochMilli());
        }
    }

    /// The silence that goes on.
    private final class Silence {

        private final InstanceReplay eye;
        private int next;

        Silence(InstanceReplay eye) {
            this.eye = eye;
        }

        void at(long now) {
            while (next < moments.length && moments[next] <= now) {
                next++;
            }
            if (next == 0) {
                return;
            }
            long heard = moments[next - 1];
            double intervals = Math.max(0, now - heard - widthMillis) / (double) intervalMillis;
            if (!eye.isQuietAt(intervals) && mutes.isAbsenceExpected(labels, Instant.ofEpochMilli(now))) {
                eye.isExcused(now);
            } else {
                eye.sees(now, intervals, atMost(now, heard));
            }
        }

        private @Nullable Severity atMost(long now, long heard) {
            Instant at = Instant.ofEpochMilli(now);
            Instant newest = Instant.ofEpochMilli(heard);
            return goodbyes.stream().anyMatch(goodbye -> goodbye.holds(at, newest)) ? Severity.WARNING : null;
        }
    }
}
