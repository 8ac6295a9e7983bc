package io.nocturne.server.notify.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What became of a notice that went to several people one by one, or as one message for each of its groups.
///
/// **Shape** - it is tried again while anybody may still get it; who has it already is skipped then. It is
/// delivered when at least one has it and nobody is left to be tried.
/// **Threads** - safe.
public final class Recipients {

    private final Reached reached = new Reached();

    /// Sends to each in turn.
    public Delivery deliver(Notice notice, Address address, List<String> people, Function<String, Delivery> send) {
        List<String> refused = new ArrayList<>();
        Delivery.Rejected firstRefusal = null;
        int has = 0;
        for (String person : people) {
            if (reached.has(address, notice, person)) {
                has++;
                continue;
            }
            switch (send.apply(person)) {
                case Delivery.Delivered delivered -> {
                    reached.add(address, notice, person);
                    has++;
                }
                // The others are asked later, with this one: whatever is in the way is in theirs too.
                case Delivery.RetryLater later -> {
                    return later;
                }
                case Delivery.Rejected rejected -> {
                    if (rejected.forGood()) {
                        return rejected;
                    }
                    firstRefusal = firstRefusal == null ? rejected : firstRefusal;
                    refused.add(masked(person) + ": " + rejected.cause());
                }
            }
        }
        if (has == 0 && firstRefusal != null) {
            return firstRefusal;
        }
        String answer = "%d of %d".formatted(has, people.size());
        return new Delivery.Delivered(
                refused.isEmpty() ? answer : answer + "; " + String.join("; ", refused), Map.of());
    }

    /// The end of a number tells people apart; the whole of it is nobody's business in a log or a list.
    public static String masked(String person) {
        return "…" + person.substring(Math.max(0, person.length() - 4));
    }
}
