package io.nocturne.server.notify.channel.http;

import io.nocturne.server.notify.channel.Delivery;
import tools.jackson.databind.JsonNode;

/// What a vendor answered.
public sealed interface HttpReply {

    /// What the answer says, a missing node if that is no JSON.
    JsonNode json();

    /// A status of 200 to 299. `text` is at most as long as is read, and `said` a line for the operator.
    record Accepted(int status, String text, JsonNode json, String said) implements HttpReply {}

    /// Anything else, with what that means unless the channel knows better; `status` 0 when nobody answered.
    record Refused(int status, String text, JsonNode json, Delivery verdict) implements HttpReply {}
}
