package io.nocturne.server.notify.channel.slack;

import io.nocturne.model.alert.ReceiverType;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Form;
import io.nocturne.server.notify.channel.http.HttpCall;
import io.nocturne.server.notify.channel.http.HttpReply;
import io.nocturne.server.notify.channel.http.HttpSender;
import java.util.LinkedHashMap;
import java.util.Map;

/// The methods of Slack that a bot calls.
///
/// **Threads** - safe.
record SlackApi(HttpSender http, ReceiverType type) {

    static final String TOKEN = "token";
    static final String CHANNEL = "channel";
    static final String API = "api";

    HttpReply call(String method, Map<String, Object> message, Address address, String channel) {
        String url = address.required(API).replaceFirst("/+$", "") + "/" + method;
        return http.send(HttpCall.json("POST", url, http.bytes(in(channel, message)))
                .bearer(address.required(TOKEN))
                .hiding(Form.secrets(type, address)));
    }

    static Map<String, Object> in(String channel, Map<String, Object> message) {
        Map<String, Object> body = new LinkedHashMap<>(message);
        body.put(CHANNEL, channel);
        return body;
    }

    /// Slack says 200 whether or not it did something.
    static boolean isOk(HttpReply reply) {
        return reply instanceof HttpReply.Accepted && reply.json().path("ok").asBoolean(false);
    }
}
