package io.nocturne.model.live;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nocturne.model.text.PlainText;
import java.util.List;

/// Everything that a client says on the live WebSocket.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LiveRequest.Subscribe.class, name = "subscribe"),
    @JsonSubTypes.Type(value = LiveRequest.Unsubscribe.class, name = "unsubscribe")
})
public sealed interface LiveRequest {

    int MAX_NAME_LENGTH = 64;
    int MAX_HOSTS = 1_000;
    int MAX_METRICS = 200;

    /// Asks for samples from now on; the newest snapshot of each host comes at once. A subscription of
    /// the same name is replaced.
    ///
    /// **Shape** - `hosts` and `metrics` empty mean all. Changes of hosts are sent to every connection,
    /// subscribed or not.
    /// **Errors** - [IllegalArgumentException] naming the field that is wrong.
    record Subscribe(String subscription, List<String> hosts, List<String> metrics) implements LiveRequest {

        public Subscribe {
            requireSubscription(subscription);
            hosts = hosts == null ? List.of() : List.copyOf(hosts);
            metrics = metrics == null ? List.of() : List.copyOf(metrics);
            if (hosts.size() > MAX_HOSTS || metrics.size() > MAX_METRICS) {
                throw new IllegalArgumentException(
                        "a subscription has at most %d hosts and %d metrics".formatted(MAX_HOSTS, MAX_METRICS));
            }
        }
    }

    /// Ends a subscription; no error when there is none of that name.
    record Unsubscribe(String subscription) implements LiveRequest {

        public Unsubscribe {
            requireSubscription(subscription);
        }
    }

    private static void requireSubscription(String name) {
        if (name == null || name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("subscription must have 1 to %d characters".formatted(MAX_NAME_LENGTH));
        }
        PlainText.require("subscription", name, MAX_NAME_LENGTH);
    }
}
