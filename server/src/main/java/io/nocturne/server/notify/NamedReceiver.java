package io.nocturne.server.notify;

import io.nocturne.model.alert.Receiver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a file or a draft says of a receiver, over what is known of it: what is not named stays, unless it
/// is a receiver of another type by now.
///
/// **Threads** - stateless.
final class NamedReceiver {

    private NamedReceiver() {}

    /// **Absent** - `before` if there is no such receiver yet; fields of `named` that are left out.
    static Receiver over(@Nullable Receiver before, Receiver named) {
        Optional<Receiver> known = Optional.ofNullable(before);
        String typeId = Optional.ofNullable(named.typeId())
                .or(() -> known.map(Receiver::typeId))
                .orElse("");
        Map<String, String> settings = new HashMap<>();
        if (before != null && before.typeId().equals(typeId)) {
            settings.putAll(before.settings());
        }
        settings.putAll(named.settings());
        settings.values().removeIf(String::isEmpty);
        return new Receiver(
                null,
                Optional.ofNullable(named.name())
                        .or(() -> known.map(Receiver::name))
                        .orElse(""),
                typeId,
                named.enabled() == null ? known.map(Receiver::enabled).orElse(null) : named.enabled(),
                settings,
                List.of(),
                named.language() == null ? known.map(Receiver::language).orElse(null) : named.language(),
                named.zone() == null ? known.map(Receiver::zone).orElse(null) : named.zone(),
                named.quietHours() == null ? known.map(Receiver::quietHours).orElse(null) : named.quietHours(),
                named.limits() == null ? known.map(Receiver::limits).orElse(null) : named.limits(),
                named.repeatSeconds() == null
                        ? known.map(Receiver::repeatSeconds).orElse(null)
                        : named.repeatSeconds(),
                0,
                null,
                null,
                null);
    }

    /// Whether two are told alike, whoever wrote them and when.
    static boolean isSame(Receiver one, Receiver other) {
        return one.name().equals(other.name())
                && one.typeId().equals(other.typeId())
                && Objects.equals(one.enabled(), other.enabled())
                && one.settings().equals(other.settings())
                && Objects.equals(one.language(), other.language())
                && Objects.equals(one.zone(), other.zone())
                && Objects.equals(one.quietHours(), other.quietHours())
                && Objects.equals(one.limits(), other.limits())
                && Objects.equals(one.repeatSeconds(), other.repeatSeconds());
    }
}
