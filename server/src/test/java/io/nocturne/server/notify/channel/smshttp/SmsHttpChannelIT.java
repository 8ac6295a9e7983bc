package io.nocturne.server.notify.channel.smshttp;

import static io.nocturne.server.notify.channel.TestNotices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.ChannelContract;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.TestNotices;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.VendorServer;
import io.nocturne.server.notify.channel.http.VendorServer.Answer;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsHttpChannelIT extends ChannelContract {

    private static final Charset EUC_KR = Charset.forName("EUC-KR");
    private static final String KEY = "NCSA5ECRETKEY42";

    @Override
    protected Channel channel(HttpSender http) {
        return new SmsHttpChannel(http);
    }

    @Override
    protected Map<String, String> settings(String url) {
        return Map.of(
                "url", url + "/send",
                "headers", "X-Api-Key: " + KEY,
                "body", "{\"key\":\"" + KEY + "2\",\"to\":\"${to}\",\"from\":\"${from}\",\"text\":\"${text}\"}",
                "from", "02-123-4567",
                "to", "010-1234-5678");
    }

    @Override
    protected Answer fine() {
        return Answer.of(200, "{\"statusCode\":\"2000\"}");
    }

    @Override
    protected List<String> secrets() {
        return List.of(KEY);
    }

    /// Korean gateways (coolsms-nodejs, its rules for types): a syllable is 2 bytes, a short message
    /// takes 90.
    @Override
    protected void keepsLimits(VendorServer.Asked asked) {
        String text = asked.json().path("text").asString();
        assertThat(text.getBytes(EUC_KR)).hasSizeLessThanOrEqualTo(90);
        assertThat(EUC_KR.newEncoder().canEncode(text)).isTrue();
        assertThat(text).containsPattern("96\\.4 %|1012").doesNotContain("?");
    }

    private Delivery deliver(TestNotices notice, Map<String, String> changed) {
        Map<String, String> settings = new HashMap<>(address().settings());
        settings.putAll(changed);
        return channel.deliver(notice.build(), new Address("ops", settings, Map.of()));
    }

    @Test
    void fillsTheRequestIn() {
        deliver(notice().korean());

        assertThat(vendor.last().headers()).containsEntry("x-api-key", KEY);
        assertThat(vendor.last().json().path("to").asString()).isEqualTo("01012345678");
        assertThat(vendor.last().json().path("text").asString())
                .isEqualTo("심각: web-01 · Filesystem usage /data 96.4 % (임계값 90 %)");
    }

    @ParameterizedTest
    @CsvSource({"euckr, 59", "gsm7, 65", "ucs2, 53"})
    void showsWhatATextCosts(String encoding, int length) {
        Map<String, String> settings = new HashMap<>(address().settings());
        settings.put("encoding", encoding);

        ReceiverPreview.Message shown =
                channel.preview(notice().korean().build(), new Address("ops", settings, Map.of()));

        assertThat(shown.shortMessage()).isEqualTo(new ReceiverPreview.ShortMessage(encoding, length, 1));
        assertThat(shown.payload()).isNull();
    }

    @Test
    void aTextCannotBreakOutOfJson() {
        deliver(notice().alerts(TestNotices.filesystem("\",\"to\":\"+1900", "\\", AlertStatus.FIRING)));

        assertThat(vendor.last().json().path("to").asString()).isEqualTo("01012345678");
        assertThat(vendor.last().json().path("text").asString()).contains("\",\"to\":\"+1900");
    }

    @Test
    void speaksFormsInEucKrToo() {
        deliver(notice().korean(), Map.of("format", "form", "charset", "euc-kr", "body", "phone=${to}&msg=${text}"));

        assertThat(vendor.last().headers().get("content-type"))
                .isEqualTo("application/x-www-form-urlencoded; charset=euc-kr");
        assertThat(vendor.last().text()).startsWith("phone=01012345678&msg=%BD%C9%B0%A2");
    }

    @Test
    void aLongMessageTakes2000Bytes() {
        deliver(notice().korean().items(TestNotices.longest()), Map.of("maxLength", "2000"));

        byte[] bytes = vendor.last().json().path("text").asString().getBytes(EUC_KR);
        assertThat(bytes).hasSizeBetween(1_000, 2_000);
    }

    @Test
    void romanizesWhereTheAlphabetHasNoHangul() {
        deliver(
                notice().korean().alerts(TestNotices.filesystem("서울", "/데이터", AlertStatus.FIRING)),
                Map.of("encoding", "gsm7"));

        assertThat(vendor.last().json().path("text").asString())
                .isEqualTo("Critical: seoul - Filesystem usage /deiteo 96.4 % (threshold 90 %)");
    }

    @Test
    void readsRefusalsThatComeWith200() {
        vendor.usually(Answer.of(200, "{\"statusCode\":\"3040\"}"));

        assertThat(deliver(notice(), Map.of("expect", "\"2000\"")))
                .isInstanceOfSatisfying(
                        Delivery.Rejected.class,
                        rejected -> assertThat(rejected.cause()).contains("3040"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url|https://${to}.example/|must be an http or https URL whose host is no placeholder",
                "body|{\"a\":\"${token}\",\"b\":\"${text}\"}|unknown placeholder at character 7; "
                        + "allowed are ${to}, ${text}, ${from} and ${id}",
                "body|none|has no ${text}, and neither has url",
                "headers|no colon|line 1 must be like \"Name: value\"",
                "maxLength|2001|must be 40 to 2000",
                "to|call me|must be phone numbers like 010-1234-5678 or +821012345678; no. 1 is none",
                "format|xml|must be one of json, form",
            })
    void refuses(String key, String value, String message) {
        Map<String, String> settings = new HashMap<>(settings(vendor.url()));
        settings.put(key, value);

        assertThat(new Channels(List.of(channel)).check("sms-http", settings))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.key()).isEqualTo(key);
                    assertThat(fault.message()).isEqualTo(message);
                });
    }
}
