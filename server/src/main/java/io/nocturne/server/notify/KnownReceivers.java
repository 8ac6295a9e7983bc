package io.nocturne.server.notify;

import io.nocturne.model.alert.Receiver;
import io.nocturne.server.audit.Origin;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// What sections of `alerts.yml` need of the receivers that are there.
///
/// **Shape** - with `knowsAll`, a receiver that is not found is not there; without, a server may have it.
record KnownReceivers(
        Function<String, Optional<Receiver>> byName,
        BiConsumer<List<Receiver>, Origin> writer,
        Predicate<String> isSchedule,
        boolean knowsAll) {

    static KnownReceivers of(Receivers receivers, Predicate<String> isSchedule) {
        return new KnownReceivers(receivers::named, receivers::put, isSchedule, true);
    }

    /// Where there is no server.
    static KnownReceivers none() {
        return new KnownReceivers(_ -> Optional.empty(), (_, _) -> {}, _ -> true, false);
    }

    Optional<Receiver> find(String name) {
        return byName.apply(name);
    }
}
