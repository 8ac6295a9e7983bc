package io.nocturne.server.notify.channel.smshttp;

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
import io.nocturne.server.notify.text.EucKr;
import io.nocturne.server.notify.text.Gsm7;
import io.nocturne.server.notify.text.Limit;
import io.nocturne.server.notify.text.Measure;
import io.nocturne.server.notify.text.NoticeText;
import io.nocturne.server.notify.text.ShortText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Sends short messages through any gateway with an HTTP API, by a pattern of its request: `${to}`,
/// `${text}`, `${from}` and `${id}` are filled in, escaped as the request's format wants it.
///
/// **Shape** - one request for each number. `encoding` is what the gateway sends in, and by it `maxLength` is
/// counted: septets of `gsm7`, UTF-16 units of `ucs2`, bytes of `euckr`.
/// **Source** - KISA's terms and Korean gateways: 90 bytes a short message, 2,000 a long one, two bytes a
/// syllable.
@Component
final class SmsHttpChannel implements Channel {

    static final String URL = "url";
    static final String METHOD = "method";
    static final String HEADERS = "headers";
    static final String BODY = "body";
    static final String FORMAT = "format";
    static final String CHARSET = "charset";
    static final String FROM = "from";
    static final String TO = "to";
    static final String ENCODING = "encoding";
    static final String MAX_LENGTH = "maxLength";
    static final String EXPECT = "expect";

    static final int EUC_KR_LONG = 2_000;
    private static final int MOST_SEGMENTS = 10;

    private final HttpSender http;
    private final Recipients recipients = new Recipients();
    private final ReceiverType type = Form.of("sms-http")
            .requiredUrl(URL, Kind.SECRET)
            .choice(METHOD, "POST", "GET", "PUT")
            .optional(HEADERS, Kind.SECRET, 2_000)
            .optional(BODY, Kind.SECRET, 4_000)
            .choice(FORMAT, "json", "form")
            .choice(CHARSET, "utf-8", "euc-kr")
            .optional(FROM, Kind.TEXT, 40)
            .required(TO, Kind.PHONES, 1_000)
            .choice(ENCODING, "euckr", "gsm7", "ucs2")
            .optional(MAX_LENGTH, Kind.NUMBER, 4)
            .optional(EXPECT, Kind.TEXT, 200)
            .optional(SmsAnswer.INBOUND_TOKEN, Kind.SECRET, SmsAnswer.LONGEST_TOKEN)
            .withTemplates();

    SmsHttpChannel(HttpSender http) {
        this.http = http;
    }

    @Override
    public ReceiverType type() {
        return type;
    }

    @Override
    public List<SettingFault> check(Map<String, String> settings) {
        List<SettingFault> faults = new ArrayList<>();
        SettingCheck.numbers(settings.getOrDefault(TO, ""))
                .ifPresent(message -> faults.add(new SettingFault(TO, message)));
        for (String key : List.of(URL, HEADERS, BODY)) {
            RequestPattern.check(settings.getOrDefault(key, ""))
                    .ifPresent(message -> faults.add(new SettingFault(key, message)));
        }
        if (!settings.getOrDefault(URL, "").matches("(?i)https?://[^/$\\s]+.*")) {
            faults.add(new SettingFault(URL, "must be an http or https URL whose host is no placeholder"));
        }
        RequestPattern.checkHeaders(settings.getOrDefault(HEADERS, ""))
                .ifPresent(message -> faults.add(new SettingFault(HEADERS, message)));
        if (!(settings.getOrDefault(URL, "") + settings.getOrDefault(BODY, "")).contains("${text}")) {
            faults.add(new SettingFault(BODY, "has no ${text}, and neither has url"));
        }
        String token = settings.get(SmsAnswer.INBOUND_TOKEN);
        if (token != null && token.length() < SmsAnswer.SHORTEST_TOKEN) {
            faults.add(new SettingFault(
                    SmsAnswer.INBOUND_TOKEN, "must have at least %d characters".formatted(SmsAnswer.SHORTEST_TOKEN)));
        }
        if (settings.containsKey(MAX_LENGTH)) {
            SettingCheck.range(settings.get(MAX_LENGTH), 40, longest(settings.getOrDefault(ENCODING, "euckr")))
                    .ifPresent(message -> faults.add(new SettingFault(MAX_LENGTH, message)));
        }
        return faults;
    }

    private static int longest(String encoding) {
        return switch (encoding) {
            case "gsm7" -> Gsm7.SEGMENT * MOST_SEGMENTS;
            case "ucs2" -> Gsm7.UCS2_SEGMENT * MOST_SEGMENTS;
            default -> EUC_KR_LONG;
        };
    }

    @Override
    public Delivery deliver(Notice notice, Address address) {
        String words = words(notice, address);
        return recipients.deliver(
                notice, address, SettingCheck.parts(address.required(TO)), to -> send(notice, address, to, words));
    }

    /// The request's pattern is a secret, so the text is all there is to see.
    @Override
    public ReceiverPreview.Message preview(Notice notice, Address address) {
        String text = words(notice, address);
        return ReceiverPreview.Message.of(
                switch (address.required(ENCODING)) {
                    case "gsm7" -> ShortText.costInGsm7(text);
                    case "ucs2" -> ShortText.costInUcs2(text);
                    default -> ShortText.costInEucKr(text);
                },
                text);
    }

    private static String words(Notice notice, Address address) {
        String encoding = address.required(ENCODING);
        int set = address.setting(MAX_LENGTH).map(Integer::parseInt).orElse(0);
        NoticeText text = NoticeText.of(encoding.equals("gsm7") ? inEnglish(notice) : notice, address);
        Limit limit = switch (encoding) {
            case "gsm7" -> new Limit(Measure.GSM7, set == 0 ? Gsm7.SINGLE : set);
            case "ucs2" -> new Limit(Measure.UTF16, set == 0 ? Gsm7.UCS2_SINGLE : set);
            default -> new Limit(Measure.EUC_KR_BYTES, set == 0 ? EucKr.SHORT : set);
        };
        String words = switch (encoding) {
            case "gsm7" -> ShortText.inGsm7(text, limit.most());
            case "ucs2" -> ShortText.inUcs2(text, limit.most());
            default -> ShortText.inEucKr(text, limit.most());
        };
        return address.setting(SmsAnswer.INBOUND_TOKEN).isEmpty() ? words : ShortText.withReply(words, text, limit);
    }

    /// Our own words in an alphabet that has no Hangul.
    private static Notice inEnglish(Notice notice) {
        return new Notice(
                notice.noticeId(),
                notice.groupKey(),
                notice.kind(),
                Locale.ENGLISH,
                notice.zone(),
                notice.at(),
                notice.items(),
                notice.omitted(),
                notice.suppressed(),
                notice.isLate(),
                notice.isDrill(),
                notice.repeat(),
                notice.serverUrl(),
                notice.chartPng(),
                notice.note());
    }

    private Delivery send(Notice notice, Address address, String to, String text) {
        RequestPattern pattern = new RequestPattern(Map.of(
                "to", to.replace("-", ""),
                "text", text,
                "from", address.setting(FROM).orElse(""),
                "id", notice.noticeId()));
        HttpCall call = pattern.call(
                address.required(METHOD),
                address.required(URL),
                address.setting(HEADERS).orElse(""),
                address.setting(BODY).orElse(""),
                address.required(FORMAT).equals("json"),
                address.required(CHARSET));
        return switch (http.send(call.hiding(Form.secrets(type, address)))) {
            case HttpReply.Refused refused -> refused.verdict();
            // Many gateways say 200 and in the answer that they did nothing.
            case HttpReply.Accepted accepted ->
                address.setting(EXPECT)
                        .filter(expected -> !accepted.text().contains(expected))
                        .<Delivery>map(expected -> new Delivery.Rejected(
                                false, "the gateway's answer lacks the expected text: " + accepted.said()))
                        .orElseGet(() -> new Delivery.Delivered(accepted.said(), Map.of()));
        };
    }
}
