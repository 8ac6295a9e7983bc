package io.nocturne.server.notify.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.http.VendorServer.Answer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderIT {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T05:03:27Z"), ZoneOffset.UTC);

    private final HttpSender sender = new HttpSender(HttpSender.client(Duration.ofSeconds(10)), CLOCK);
    private VendorServer vendor;

    @BeforeEach
    void start() throws IOException {
        vendor = new VendorServer();
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    private HttpReply.Refused refused(Answer answer) {
        vendor.usually(answer);
        return (HttpReply.Refused) sender.send(HttpCall.json("POST", vendor.url() + "/x", new byte[0]));
    }

    /// RFC 9110, 10.2.3: seconds or a date. What vendors write into the body counts too, the longer one wins.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "30|{}|30000",
                "0|{}|0",
                "Sun, 22 Nov 2026 05:04:27 GMT|{}|60000",
                "Sun, 22 Nov 2026 05:00:00 GMT|{}|0",
                "2|{\"retry_after\":2.5}|2500",
                "1|{\"parameters\":{\"retry_after\":35}}|35000",
                "999999999|{}|86400000",
                "soon|{}|-",
                "-5|{}|-",
                "1e9|{\"retry_after\":-1}|-",
            })
    void waitsAsLongAsItIsAsked(String header, String body, Long millis) {
        Delivery.RetryLater later =
                (Delivery.RetryLater) refused(Answer.tooMany(header, body)).verdict();

        assertThat(later.wholeChannel()).isTrue();
        assertThat(later.after()).isEqualTo(millis == null ? null : Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408, 425})
    void mayWorkLater(int status) {
        assertThat(refused(Answer.of(status, "")).verdict()).isInstanceOf(Delivery.RetryLater.class);
    }

    @Test
    void aVendorThatIsDownForAWhileStopsTheReceiverForThatWhile() {
        assertThat(refused(new Answer(503, "", Map.of("Retry-After", "120"), false, false))
                        .verdict())
                .isEqualTo(new Delivery.RetryLater(Duration.ofMinutes(2), true, "127.0.0.1 answered 503"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, false",
        "413, false",
        "422, false",
        "302, false",
        "401, true",
        "403, true",
        "404, true",
        "410, true"
    })
    void willNotWork(int status, boolean forGood) {
        assertThat(refused(Answer.of(status, "")).verdict())
                .isEqualTo(new Delivery.Rejected(forGood, "127.0.0.1 answered " + status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x.example/", "file:///etc/passwd", "x", "http://", ""})
    void asksNothingButHttp(String url) {
        HttpReply reply = sender.send(HttpCall.json("POST", url, new byte[0]));

        assertThat(((HttpReply.Refused) reply).verdict())
                .isEqualTo(new Delivery.Rejected(true, "the address is no http or https URL"));
    }

    @Test
    void saysWhenANameIsUnknown() {
        HttpReply reply = sender.send(HttpCall.json("POST", "http://nobody.invalid/secret", new byte[0]));

        assertThat(((HttpReply.Refused) reply).verdict())
                .isInstanceOfSatisfying(
                        Delivery.RetryLater.class,
                        later -> assertThat(later.cause())
                                .startsWith("nobody.invalid: ")
                                .doesNotContain("secret"));
    }

    @Test
    void aHeaderWithALineFeedIsAFaultOfTheSettings() {
        HttpCall call = HttpCall.json("POST", vendor.url(), new byte[0]).bearer("a\nb");

        assertThat(((HttpReply.Refused) sender.send(call)).verdict())
                .isInstanceOfSatisfying(
                        Delivery.Rejected.class,
                        rejected -> assertThat(rejected.forGood()).isTrue());
    }

    @Test
    void showsWhatTheVendorSaidInOneLineWithoutSecrets() {
        vendor.usually(Answer.of(400, "no\nsuch key k3y-k3y-k3y"));
        HttpCall call = HttpCall.json("POST", vendor.url(), new byte[0]).hiding(List.of("k3y-k3y-k3y"));

        assertThat(((HttpReply.Refused) sender.send(call)).verdict())
                .isEqualTo(new Delivery.Rejected(false, "127.0.0.1 answered 400: no␊such key …"));
    }
}
