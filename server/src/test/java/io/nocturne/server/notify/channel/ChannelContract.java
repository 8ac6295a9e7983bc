package io.nocturne.server.notify.channel;

import static io.nocturne.server.notify.channel.TestNotices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.VendorServer;
import io.nocturne.server.notify.channel.http.VendorServer.Answer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/// What every channel that asks over HTTP does, whatever the vendor.
@ExtendWith(OutputCaptureExtension.class)
public abstract class ChannelContract {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Clock CLOCK = Clock.fixed(TestNotices.NOW, ZoneOffset.UTC);

    protected VendorServer vendor;
    protected Channel channel;

    protected abstract Channel channel(HttpSender http);

    /// Settings that lead to the vendor.
    protected abstract Map<String, String> settings(String url);

    /// What the vendor says when all is well.
    protected abstract Answer fine();

    /// What must stand nowhere.
    protected abstract List<String> secrets();

    /// Fails when the vendor's limits are exceeded, or nothing of the first alert is told.
    protected abstract void keepsLimits(VendorServer.Asked asked);

    @BeforeEach
    void start() throws IOException {
        vendor = new VendorServer();
        vendor.usually(fine());
        channel = channel(sender(Duration.ofSeconds(10)));
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    protected static HttpSender sender(Duration longest) {
        return new HttpSender(HttpSender.client(longest), CLOCK);
    }

    protected Address address() {
        return address(Map.of());
    }

    protected Address address(Map<String, String> memory) {
        Channels channels = new Channels(List.of(channel));
        return new Address("ops", channels.complete(channel.type().typeId(), settings(vendor.url())), memory);
    }

    protected Delivery deliver(TestNotices notice) {
        return channel.deliver(notice.build(), address());
    }

    private Delivery answered(Answer answer) {
        vendor.usually(answer);
        return deliver(notice());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void tellsWhatFiresAndWhatIsOver(String language) {
        Locale locale = Locale.forLanguageTag(language);

        assertThat(deliver(notice().language(locale))).isInstanceOf(Delivery.Delivered.class);
        int firing = vendor.asked().size();
        assertThat(deliver(notice().resolved().language(locale))).isInstanceOf(Delivery.Delivered.class);

        assertThat(firing).isPositive();
        assertThat(vendor.asked()).hasSizeGreaterThan(firing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void showsWhatItWouldSendAndSendsNothing(String language) {
        TestNotices notice = notice().language(Locale.forLanguageTag(language));

        ReceiverPreview.Message shown = channel.preview(notice.build(), address());

        assertThat(vendor.asked()).isEmpty();
        assertThat(shown.text()).contains("web-01");
        assertThat(secrets()).allSatisfy(secret -> assertThat(shown.toString()).doesNotContain(secret));
        deliver(notice);
        VendorServer.Asked sent = vendor.asked().getFirst();
        if (shown.payload() == null) {
            assertThat(decoded(sent)).contains(shown.text());
        } else {
            assertThat(JSON.readTree(shown.payload())).isEqualTo(JSON.readTree(withoutSecrets(sent.text())));
        }
    }

    private static String decoded(VendorServer.Asked sent) {
        boolean isForm = sent.headers().getOrDefault("content-type", "").contains("form");
        return isForm ? URLDecoder.decode(sent.text(), StandardCharsets.UTF_8) : sent.text();
    }

    private String withoutSecrets(String text) {
        return secrets().stream().reduce(text, (rest, secret) -> rest.replace(secret, "…"));
    }

    @Test
    void acceptsItsOwnSettings() {
        assertThat(new Channels(List.of(channel)).check(channel.type().typeId(), settings(vendor.url())))
                .isEmpty();
    }

    @Test
    void refusesASettingThatItDoesNotHave() {
        Map<String, String> settings = new HashMap<>(settings(vendor.url()));
        settings.put("colour", "red");

        assertThat(new Channels(List.of(channel)).check(channel.type().typeId(), settings))
                .extracting(SettingFault::key)
                .containsExactly("colour");
    }

    @Test
    void triesAPeerLaterThatNeverAnswers() {
        channel = channel(sender(Duration.ofMillis(300)));

        assertThat(answered(Answer.never())).isInstanceOfSatisfying(Delivery.RetryLater.class, later -> {
            assertThat(later.wholeChannel()).isFalse();
            assertThat(later.cause()).contains("no answer in time").contains("127.0.0.1");
        });
    }

    @Test
    void triesAPeerLaterThatIsNotThere() {
        Address address = address();
        vendor.close();

        assertThat(channel.deliver(notice().build(), address))
                .isInstanceOfSatisfying(
                        Delivery.RetryLater.class,
                        later -> assertThat(later.wholeChannel()).isFalse());
    }

    @Test
    void stopsTheWholeReceiverAsLongAsTheVendorAsksAndThenTells() {
        Answer tooMany = Answer.tooMany("7", "{}");
        vendor.next(tooMany, tooMany, tooMany);

        for (int i = 0; i < 3; i++) {
            assertThat(deliver(notice())).isInstanceOfSatisfying(Delivery.RetryLater.class, later -> {
                assertThat(later.wholeChannel()).isTrue();
                assertThat(later.after()).isEqualTo(Duration.ofSeconds(7));
            });
        }
        assertThat(deliver(notice())).isInstanceOf(Delivery.Delivered.class);
    }

    @Test
    void triesLaterWhatTheVendorCouldNotDo() {
        assertThat(answered(Answer.of(500, "oops"))).isInstanceOfSatisfying(Delivery.RetryLater.class, later -> {
            assertThat(later.wholeChannel()).isFalse();
            assertThat(later.after()).isNull();
            assertThat(later.cause()).contains("500").contains("oops");
        });
    }

    @Test
    void givesUpForGoodWhenItIsNotLetIn() {
        assertThat(answered(Answer.of(401, "{}")))
                .isInstanceOfSatisfying(
                        Delivery.Rejected.class,
                        rejected -> assertThat(rejected.forGood()).isTrue());
    }

    @Test
    void doesNotFollowToAnotherHost() throws IOException {
        try (VendorServer other = new VendorServer()) {
            Delivery delivery = answered(new Answer(307, "", Map.of("Location", other.url() + "/x"), false, false));

            assertThat(delivery).isInstanceOf(Delivery.Rejected.class);
            assertThat(other.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 429, 500})
    void tellsNoSecretEvenIfTheVendorDoes(int status, CapturedOutput output) {
        Delivery delivery = answered(Answer.echo(status));

        String cause = switch (delivery) {
            case Delivery.Delivered delivered -> delivered.answer();
            case Delivery.RetryLater later -> later.cause();
            case Delivery.Rejected rejected -> rejected.cause();
        };
        assertThat(delivery).isNotInstanceOf(Delivery.Delivered.class);
        assertThat(secrets()).isNotEmpty().allSatisfy(secret -> {
            assertThat(cause).doesNotContain(secret);
            assertThat(output.getAll()).doesNotContain(secret);
            assertThat(address().toString()).doesNotContain(secret);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>👻", "[1,2", "null", "{\"ok\":{}}", "{\"error\":[]}"})
    void saysSomethingWhateverTheAnswer(String garbage) {
        vendor.usually(Answer.of(200, garbage));
        assertThat(deliver(notice())).isNotNull();

        vendor.usually(Answer.of(400, garbage));
        assertThat(deliver(notice().id("n-2"))).isInstanceOf(Delivery.Rejected.class);
    }

    @Test
    void readsOnlyTheBeginningOfAHugeAnswer() {
        assertThat(answered(Answer.of(500, "x".repeat(8 << 20))))
                .isInstanceOfSatisfying(
                        Delivery.RetryLater.class,
                        later -> assertThat(later.cause()).hasSizeLessThan(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void keepsTheVendorsLimitsWithTheLongestNotice(String language) {
        TestNotices longest = notice().items(TestNotices.longest())
                .language(Locale.forLanguageTag(language))
                .omitted(12)
                .suppressed(50)
                .late()
                .note("🙋 ".repeat(300));

        assertThat(deliver(longest)).isInstanceOf(Delivery.Delivered.class);

        assertThat(vendor.asked()).isNotEmpty().allSatisfy(this::keepsLimits);
    }

    @Test
    void keepsTheVendorsLimitsWithOneLongAlert() {
        TestNotices longest = notice().items(TestNotices.longest().subList(0, 1))
                .korean()
                .kind(Notice.Kind.REPEATED)
                .repeat(TestNotices.FIRED, 4)
                .drill();

        assertThat(deliver(longest)).isInstanceOf(Delivery.Delivered.class);

        assertThat(vendor.asked()).isNotEmpty().allSatisfy(this::keepsLimits);
    }
}
