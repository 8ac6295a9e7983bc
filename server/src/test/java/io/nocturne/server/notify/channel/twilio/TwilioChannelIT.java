package io.nocturne.server.notify.channel.twilio;

import static io.nocturne.server.notify.channel.TestNotices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.ChannelContract;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.VendorServer;
import io.nocturne.server.notify.channel.http.VendorServer.Answer;
import io.nocturne.server.notify.text.Gsm7;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioChannelIT extends ChannelContract {

    private static final String TOKEN = "f00dfeedf00dfeedf00dfeed";

    @Override
    protected Channel channel(HttpSender http) {
        return new TwilioChannel(http);
    }

    @Override
    protected Map<String, String> settings(String url) {
        return Map.of(
                "api", url, "accountSid", "AC1234", "authToken", TOKEN, "from", "+15005550006", "to", "+821012345678");
    }

    @Override
    protected Answer fine() {
        return Answer.of(201, "{\"sid\":\"SM1\",\"status\":\"queued\"}");
    }

    @Override
    protected List<String> secrets() {
        return List.of(TOKEN, Base64.getEncoder().encodeToString(("AC1234:" + TOKEN).getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({"en, gsm7, 1", "ko, ucs2, 1"})
    void showsWhatATextCosts(String language, String encoding, int segments) {
        ReceiverPreview.Message shown = channel.preview(
                notice().language(Locale.forLanguageTag(language)).build(), address());

        assertThat(shown.shortMessage()).isNotNull().satisfies(cost -> {
            assertThat(cost.encoding()).isEqualTo(encoding);
            assertThat(cost.segments()).isEqualTo(segments).isEqualTo(Gsm7.segments(shown.text()));
            assertThat(cost.length()).isEqualTo(shown.text().length());
        });
    }

    /// twilio.com/docs, Messages resource: 1,600 characters at most (error 21617), 320 or fewer advised; and
    /// never more segments than were set.
    @Override
    protected void keepsLimits(VendorServer.Asked asked) {
        String body = form(asked).getOrDefault("Body", "");
        assertThat(body).hasSizeLessThanOrEqualTo(320).contains("파일 시스템").containsPattern("96\\.4 %|1012");
        assertThat(Gsm7.segments(body)).isLessThanOrEqualTo(2);
        assertThat(Character.isHighSurrogate(body.charAt(body.length() - 1))).isFalse();
    }

    private static Map<String, String> form(VendorServer.Asked asked) {
        return Arrays.stream(asked.text().split("&"))
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> URLDecoder.decode(part[1], StandardCharsets.UTF_8)));
    }

    @Test
    void saysTheEssentialInOneSegment() {
        deliver(notice());

        assertThat(vendor.last().pathAndQuery()).isEqualTo("/2010-04-01/Accounts/AC1234/Messages.json");
        assertThat(form(vendor.last()))
                .containsEntry("To", "+821012345678")
                .containsEntry("From", "+15005550006")
                .containsEntry("Body", "Critical: web-01 - Filesystem usage /data 96.4 % (threshold 90 %)");
        assertThat(Gsm7.segments(form(vendor.last()).getOrDefault("Body", ""))).isEqualTo(1);
    }

    @Test
    void koreanStaysKorean() {
        deliver(notice().korean());

        assertThat(form(vendor.last()).getOrDefault("Body", ""))
                .startsWith("심각: web-01")
                .doesNotContain("?");
    }

    @ParameterizedTest
    @CsvSource({"1, 70", "2, 134", "10, 670"})
    void takesAsManySegmentsAsWereSet(int segments, int most) {
        Map<String, String> settings = new HashMap<>(address().settings());
        settings.put("segments", Integer.toString(segments));

        channel.deliver(
                notice().korean()
                        .items(io.nocturne.server.notify.channel.TestNotices.longest())
                        .build(),
                new Address("ops", settings, Map.of()));

        String body = form(vendor.last()).getOrDefault("Body", "");
        assertThat(Gsm7.segments(body)).isLessThanOrEqualTo(segments);
        assertThat(body).hasSizeBetween(most / 2, most);
    }

    @Test
    void whoHasItIsNotToldAgainWhenTheOthersAreTriedLater() {
        Map<String, String> settings = new HashMap<>(address().settings());
        settings.put("to", "+821011111111, +821022222222");
        Address both = new Address("ops", settings, Map.of());
        vendor.next(fine(), Answer.of(503, ""));

        assertThat(channel.deliver(notice().build(), both)).isInstanceOf(Delivery.RetryLater.class);
        assertThat(channel.deliver(notice().build(), both)).isInstanceOf(Delivery.Delivered.class);

        assertThat(vendor.asked())
                .extracting(asked -> form(asked).get("To"))
                .containsExactly("+821011111111", "+821022222222", "+821022222222");
    }

    @Test
    void aWrongNumberDoesNotKeepItFromTheOthers() {
        Map<String, String> settings = new HashMap<>(address().settings());
        settings.put("to", "+821011111111,+821022222222");
        vendor.next(Answer.of(400, "{\"code\":21211,\"message\":\"Invalid 'To' Phone Number\"}"));

        assertThat(channel.deliver(notice().build(), new Address("ops", settings, Map.of())))
                .isInstanceOfSatisfying(
                        Delivery.Delivered.class,
                        delivered -> assertThat(delivered.answer())
                                .startsWith("1 of 2; …1111: ")
                                .contains("21211"));
    }

    @ParameterizedTest
    @CsvSource({"to, 010-1234-5678", "from, a sender too long", "segments, 11", "accountSid, AC/../x"})
    void refuses(String key, String value) {
        Map<String, String> settings = new HashMap<>(settings(vendor.url()));
        settings.put(key, value);

        assertThat(new Channels(List.of(channel)).check("sms", settings))
                .singleElement()
                .satisfies(fault -> assertThat(fault.key()).isEqualTo(key));
    }
}
