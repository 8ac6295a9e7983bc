package io.nocturne.server.oncall;

import io.nocturne.model.oncall.OnCallLayer;
import io.nocturne.model.oncall.OnCallOverride;
import io.nocturne.model.oncall.OnCallSchedule;
import io.nocturne.model.oncall.OnCallShift;
import io.nocturne.server.platform.calendar.WeeklyTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who is on call by a schedule.
///
/// Turns are counted by the clock on the wall: a day's turn over the night on which it is turned takes 23 or 25
/// hours, and an hour's turn that it skips is left out.
///
/// **Threads** - immutable.
final class Rota {

    private final OnCallSchedule schedule;
    private final List<Turns> layers;

    Rota(OnCallSchedule schedule) {
        this.schedule = schedule;
        this.layers = schedule.layers().stream()
                .map(layer -> new Turns(layer, schedule.zone()))
                .toList();
    }

    OnCallSchedule schedule() {
        return schedule;
    }

    Optional<String> at(Instant time) {
        for (OnCallOverride override : schedule.overrides().reversed()) {
            if (override.covers(time)) {
                return Optional.of(override.user());
            }
        }
        for (Turns layer : layers.reversed()) {
            Optional<String> user = layer.at(time);
            if (user.isPresent()) {
                return user;
            }
        }
        return Optional.empty();
    }

    /// The first time after that at which somebody else is on call, or nobody; within a year.
    Optional<Instant> nextChange(Instant after) {
        Optional<String> user = at(after);
        Instant until = after.plus(Duration.ofDays(366));
        for (Instant time = nextEdge(after); time.isBefore(until); time = nextEdge(time)) {
            if (!at(time).equals(user)) {
                return Optional.of(time);
            }
        }
        return Optional.empty();
    }

    /// Everything from a time to before another, gaps included; neighbors are never alike.
    List<OnCallShift> shifts(Instant from, Instant to) {
        List<OnCallShift> shifts = new ArrayList<>();
        Instant begin = from;
        @Nullable String user = at(from).orElse(null);
        for (Instant time = nextEdge(from); time.isBefore(to); time = nextEdge(time)) {
            @Nullable String next = at(time).orElse(null);
            if (!Objects.equals(next, user)) {
                shifts.add(new OnCallShift(begin, time, user));
                begin = time;
                user = next;
            }
        }
        shifts.add(new OnCallShift(begin, to, user));
        return shifts;
    }

    /// Nobody comes or goes between two edges.
    private Instant nextEdge(Instant after) {
        Instant first = Instant.MAX;
        for (Turns layer : layers) {
            first = earlier(first, layer.nextEdge(after));
        }
        for (OnCallOverride override : schedule.overrides()) {
            first = override.from().isAfter(after) ? earlier(first, override.from()) : first;
            first = override.to().isAfter(after) ? earlier(first, override.to()) : first;
        }
        return first;
    }

    private static Instant earlier(Instant a, Instant b) {
        return b.isBefore(a) ? b : a;
    }

    /// The turns of one layer, numbered from its start.
    private record Turns(OnCallLayer layer, ZoneId zone) {

        Optional<String> at(Instant time) {
            boolean isOff = !layer.restrictedTo().isEmpty() && !WeeklyTimes.covers(layer.restrictedTo(), time);
            if (isOff || time.isBefore(begin(0))) {
                return Optional.empty();
            }
            List<String> participants = layer.participants();
            return Optional.of(participants.get((int) (number(time) % participants.size())));
        }

        Instant nextEdge(Instant after) {
            Instant handover = after.isBefore(begin(0)) ? begin(0) : begin(number(after) + 1);
            return earlier(handover, WeeklyTimes.nextChange(layer.restrictedTo(), after));
        }

        /// Of the turn that has begun last; of those that the clock skips, none.
        private long number(Instant time) {
            Duration passed = Duration.between(start(), LocalDateTime.ofInstant(time, zone));
            long number = Math.max(0, Math.floorDiv(passed.toHours(), hours()));
            // An hour that the clock shows twice is found once.
            while (number > 0 && begin(number).isAfter(time)) {
                number--;
            }
            while (!begin(number + 1).isAfter(time)) {
                number++;
            }
            return number;
        }

        /// In an hour that the clock skips it begins as much later; in one that it shows twice, the first time.
        private Instant begin(long number) {
            return start().plusHours(number * hours()).atZone(zone).toInstant();
        }

        private LocalDateTime start() {
            return layer.startDate().atTime(layer.handoverTime());
        }

        private long hours() {
            return layer.every()
                    * switch (layer.unit()) {
                        case HOURS -> 1L;
                        case DAYS -> 24L;
                        case WEEKS -> 168L;
                    };
        }
    }
}
