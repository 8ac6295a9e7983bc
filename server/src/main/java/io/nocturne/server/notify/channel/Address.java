package io.nocturne.server.notify.channel;

import java.util.Map;
import java.util.Optional;

/// Where a notice goes: a receiver's settings in the clear, and what the receiver told when the same group was
/// last delivered (a message's id to be updated, a thread).
///
/// **Shape** - `settings` by the keys of the channel's [io.nocturne.model.alert.ReceiverType], checked against
/// it; `memory` as the channel's last [Delivery.Delivered] for this receiver and group gave it.
/// **Threads** - immutable.
public record Address(String receiverId, Map<String, String> settings, Map<String, String> memory) {

    public Address {
        settings = Map.copyOf(settings);
        memory = Map.copyOf(memory);
    }

    /// A setting that the type says is required or has a default.
    public String required(String key) {
        return setting(key)
                .orElseThrow(() -> new IllegalStateException("receiver " + receiverId + " has no setting " + key));
    }

    public Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(key)).filter(value -> !value.isEmpty());
    }

    /// Settings hold secrets.
    @Override
    public String toString() {
        return "Address[" + receiverId + "]";
    }
}
