package io.nocturne.server.notify.flow;

import io.nocturne.model.alert.Receiver.Limit;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// How many messages a receiver takes within a time. A part of each limit is kept for what matters more: a
/// first critical alert may use all of it, other bad news four fifths, repeats and recoveries three.
///
/// **Threads** - stateless.
public final class Budget {

    /// What a person reads on a phone and pays for.
    public static final List<Limit> SMALL = List.of(new Limit(5, 900), new Limit(11, 3_600), new Limit(21, 10_800));

    public static final List<Limit> LARGE = List.of(new Limit(100, 900), new Limit(300, 3_600), new Limit(600, 10_800));

    private static final int PARTS = 5;

    private Budget() {}

    public static List<Limit> ofType(String typeId) {
        return typeId.startsWith("sms") || typeId.startsWith("twilio") ? SMALL : LARGE;
    }

    /// When there is room again, if there is none now.
    ///
    /// **Shape** - `sent` the times of messages, ascending.
    public static Optional<Instant> fullUntil(
            List<Limit> limits, Collection<Instant> sent, Weight weight, Instant now) {
        Instant until = Instant.MIN;
        for (Limit limit : limits) {
            Instant from = now.minusSeconds(limit.seconds());
            List<Instant> within =
                    sent.stream().filter(at -> at.isAfter(from)).sorted().toList();
            int allowed = Math.max(1, limit.messages() - weight.kept(limit.messages()));
            if (within.size() >= allowed) {
                Instant room = within.get(within.size() - allowed).plusSeconds(limit.seconds());
                until = room.isAfter(until) ? room : until;
            }
        }
        return until.isAfter(now) ? Optional.of(until) : Optional.empty();
    }

    /// How much a message matters; the later the more.
    public enum Weight {
        REPEAT_OR_RECOVERY(2),
        BAD_NEWS(1),
        FIRST_CRITICAL(0);

        private final int parts;

        Weight(int parts) {
            this.parts = parts;
        }

        int kept(int messages) {
            return (messages * parts + PARTS - 1) / PARTS;
        }
    }
}
