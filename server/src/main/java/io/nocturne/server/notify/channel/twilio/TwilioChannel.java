package io.nocturne.server.notify.channel.twilio;

import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.model.alert.ReceiverType;
import io.nocturne.model.alert.ReceiverType.Kind;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Form;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.Recipients;
import io.nocturne.server.notify.channel.SettingCheck;
import io.nocturne.server.notify.channel.SettingFault;
import io.nocturne.server.notify.channel.http.HttpCall;
import io.nocturne.server.notify.channel.http.HttpReply;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.text.Gsm7;
import io.nocturne.server.notify.text.NoticeText;
import io.nocturne.server.notify.text.ShortText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.springframework.stereotype.Component;

/// Sends short messages through Twilio, or a gateway that speaks like it, one to each number.
///
/// **Source** - twilio.com/docs, Messages resource: at most 1,600 characters (error 21617), 320 or fewer
/// advised; 160 and then 153 letters a segment in GSM-7, 70 and then 67 in UCS-2.
@Component
final class TwilioChannel implements Channel {

    static final String API = "api";
    static final String ACCOUNT = "accountSid";
    static final String TOKEN = "authToken";
    static final String FROM = "from";
    static final String TO = "to";
    static final String SEGMENTS = "segments";

    /// 1,530 letters in GSM-7 and 670 in UCS-2, both below 1,600.
    private static final int MOST_SEGMENTS = 10;

    private static final Pattern SENDER = Pattern.compile("\\+?[0-9]{3,15}|MG[0-9a-fA-F]{32}|[A-Za-z0-9 ]{1,11}");
    private static final Pattern SID = Pattern.compile("[A-Za-z0-9]{2,64}");

    private final HttpSender http;
    private final Recipients recipients = new Recipients();
    private final ReceiverType type = Form.of("sms")
            .required(ACCOUNT, Kind.TEXT, 64)
            .required(TOKEN, Kind.SECRET, 200)
            .required(FROM, Kind.TEXT, 40)
            .required(TO, Kind.PHONES, 1_000)
            .optional(SEGMENTS, Kind.NUMBER, 2, "2")
            .optionalUrl(API, Kind.URL, "https://api.twilio.com")
            .optional(TwilioAnswer.REPLIES, Kind.BOOLEAN, 5, "false")
            .withTemplates();

    TwilioChannel(HttpSender http) {
        this.http = http;
    }

    @Override
    public ReceiverType type() {
        return type;
    }

    @Override
    public List<SettingFault> check(Map<String, String> settings) {
        List<SettingFault> faults = new ArrayList<>();
        if (!SID.matcher(settings.getOrDefault(ACCOUNT, "")).matches()) {
            faults.add(new SettingFault(ACCOUNT, "must be letters and digits"));
        }
        if (!SENDER.matcher(settings.getOrDefault(FROM, "")).matches()) {
            faults.add(new SettingFault(
                    FROM, "must be a number like +15005550006, a sender of at most 11 letters, or a service MG…"));
        }
        SettingCheck.internationalNumbers(settings.getOrDefault(TO, ""))
                .ifPresent(message -> faults.add(new SettingFault(TO, message)));
        SettingCheck.range(settings.getOrDefault(SEGMENTS, "2"), 1, MOST_SEGMENTS)
                .ifPresent(message -> faults.add(new SettingFault(SEGMENTS, message)));
        return faults;
    }

    @Override
    public Delivery deliver(Notice notice, Address address) {
        HttpUrl base = HttpUrl.parse(address.required(API));
        if (base == null) {
            return new Delivery.Rejected(true, "the address is no http or https URL");
        }
        HttpUrl url = base.newBuilder()
                .addPathSegments("2010-04-01/Accounts")
                .addPathSegment(address.required(ACCOUNT))
                .addPathSegment("Messages.json")
                .build();
        String text = words(notice, address);
        return recipients.deliver(
                notice, address, SettingCheck.parts(address.required(TO)), to -> send(url, address, to, text));
    }

    @Override
    public ReceiverPreview.Message preview(Notice notice, Address address) {
        String text = words(notice, address);
        return ReceiverPreview.Message.of(
                Gsm7.holds(text) ? ShortText.costInGsm7(text) : ShortText.costInUcs2(text), text);
    }

    private static String words(Notice notice, Address address) {
        NoticeText text = NoticeText.of(notice, address);
        String words = ShortText.inSegments(text, Integer.parseInt(address.required(SEGMENTS)));
        return TwilioAnswer.areTaken(address.settings()) ? ShortText.withReply(words, text) : words;
    }

    private Delivery send(HttpUrl url, Address address, String to, String text) {
        String from = address.required(FROM);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("To", to);
        form.put(from.startsWith("MG") ? "MessagingServiceSid" : "From", from);
        form.put("Body", text);
        String body = form.entrySet().stream()
                .map(part -> part.getKey() + "=" + URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String login = address.required(ACCOUNT) + ":" + address.required(TOKEN);
        String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        HttpReply reply = http.send(HttpCall.form(url.toString(), body)
                .with("Authorization", "Basic " + basic)
                .hiding(Form.secrets(type, address)));
        return switch (reply) {
            case HttpReply.Accepted accepted ->
                new Delivery.Delivered(accepted.json().path("status").asString("accepted"), Map.of());
            case HttpReply.Refused refused -> refused.verdict();
        };
    }
}
