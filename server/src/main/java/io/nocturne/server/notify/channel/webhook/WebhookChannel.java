package io.nocturne.server.notify.channel.webhook;

import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.model.alert.ReceiverType;
import io.nocturne.model.alert.ReceiverType.Kind;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Form;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.http.HttpCall;
import io.nocturne.server.notify.channel.http.HttpReply;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.Payload;
import io.nocturne.server.notify.text.NoticeText;
import io.nocturne.server.platform.secret.Hmac;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Tells any program that takes what Alertmanager sends.
///
/// **Shape** - `Idempotency-Key` is the notice's id, the same at every attempt. With a `signingSecret`,
/// `X-Nocturne-Signature` is `sha256=` and the hexadecimal HMAC-SHA256 of the body.
/// **Source** - prometheus.io, Alertmanager configuration, webhook_config; its payload of version 4.
@Component
final class WebhookChannel implements Channel {

    static final String URL = "url";
    static final String TOKEN = "token";
    static final String SIGNING_SECRET = "signingSecret";
    static final String SIGNATURE = "X-Nocturne-Signature";

    private final HttpSender http;
    private final ReceiverType type = Form.of("webhook")
            .requiredUrl(URL, Kind.SECRET_URL)
            .optional(TOKEN, Kind.SECRET, 2_000)
            .optional(SIGNING_SECRET, Kind.SECRET, 200)
            .withTemplates();

    WebhookChannel(HttpSender http) {
        this.http = http;
    }

    @Override
    public ReceiverType type() {
        return type;
    }

    @Override
    public Delivery deliver(Notice notice, Address address) {
        byte[] body = body(notice, address);
        HttpCall call = HttpCall.json("POST", address.required(URL), body)
                .with("Idempotency-Key", notice.noticeId())
                .hiding(Form.secrets(type, address));
        if (address.setting(TOKEN).isPresent()) {
            call = call.bearer(address.required(TOKEN));
        }
        if (address.setting(SIGNING_SECRET).isPresent()) {
            call = call.with(
                    SIGNATURE,
                    "sha256=" + HexFormat.of().formatHex(Hmac.sha256(address.required(SIGNING_SECRET), body)));
        }
        return switch (http.send(call)) {
            case HttpReply.Accepted accepted -> new Delivery.Delivered(accepted.said(), Map.of());
            case HttpReply.Refused refused -> refused.verdict();
        };
    }

    @Override
    public ReceiverPreview.Message preview(Notice notice, Address address) {
        String annotations = "/alerts/0/annotations";
        return Payload.of(body(notice, address), Form.secrets(type, address))
                .message("/nocturne/title", annotations + "/summary", annotations + "/description", "/nocturne/notes");
    }

    private byte[] body(Notice notice, Address address) {
        return http.bytes(WebhookPayload.of(NoticeText.of(notice, address), address.receiverId()));
    }
}
