package io.nocturne.server.notify.channel.slack;

import static io.nocturne.server.notify.channel.TestNotices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.ChannelContract;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.TestNotices;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.VendorServer;
import io.nocturne.server.notify.channel.http.VendorServer.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SlackChannelIT extends ChannelContract {

    private static final String TOKEN = "xoxb-1234567890-secret";

    @Override
    protected Channel channel(HttpSender http) {
        return new SlackChannel(http);
    }

    @Override
    protected Map<String, String> settings(String url) {
        return Map.of("token", TOKEN, "channel", "#ops", "api", url + "/api");
    }

    @Override
    protected Answer fine() {
        return Answer.of(200, "{\"ok\":true,\"channel\":\"C01\",\"ts\":\"1700000000.000100\"}");
    }

    @Override
    protected List<String> secrets() {
        return List.of(TOKEN);
    }

    /// docs.slack.dev, Block Kit: 50 blocks, a header of 150 and a section of 3,000 characters; `text`
    /// 40,000; slackapi/bolt-js#2509: about 13,200 over all, answered `msg_blocks_too_long`.
    @Override
    protected void keepsLimits(VendorServer.Asked asked) {
        JsonNode message = asked.json();
        assertThat(message.path("text").asString())
                .hasSizeLessThanOrEqualTo(40_000)
                .isNotBlank();
        assertThat(message.path("blocks").size()).isLessThanOrEqualTo(50);
        for (JsonNode block : message.path("blocks")) {
            String text = block.path("text").path("text").asString("");
            assertThat(text)
                    .hasSizeLessThanOrEqualTo(block.path("type").asString().equals("header") ? 150 : 3_000);
        }
        assertThat(message.path("blocks").toString()).hasSizeLessThan(13_200);
        assertThat(asked.text()).contains("데이터베이스-서버-0").doesNotContain("\\ud83d\"");
    }

    @Test
    void aBotUpdatesItsMessageThroughTheGroupsLifeAndSaysItInTheThread() {
        Delivery.Delivered first = (Delivery.Delivered) deliver(notice());
        Delivery.Delivered second = (Delivery.Delivered)
                channel.deliver(notice().kind(Notice.Kind.ESCALATED).build(), address(first.memory()));
        Delivery.Delivered last =
                (Delivery.Delivered) channel.deliver(notice().resolved().build(), address(second.memory()));

        assertThat(vendor.asked())
                .extracting(VendorServer.Asked::pathAndQuery)
                .containsExactly(
                        "/api/chat.postMessage",
                        "/api/chat.update",
                        "/api/chat.postMessage",
                        "/api/chat.update",
                        "/api/chat.postMessage");
        assertThat(vendor.asked())
                .allSatisfy(asked -> assertThat(asked.headers()).containsEntry("authorization", "Bearer " + TOKEN));
        JsonNode update = vendor.asked().get(1).json();
        assertThat(update.path("ts").asString()).isEqualTo("1700000000.000100");
        assertThat(update.path("channel").asString()).isEqualTo("C01");
        JsonNode reply = vendor.asked().get(2).json();
        assertThat(reply.path("thread_ts").asString()).isEqualTo("1700000000.000100");
        assertThat(reply.path("reply_broadcast").asBoolean()).isTrue();
        assertThat(last.memory()).isEmpty();
    }

    @Test
    void postsAnewWhenSomebodyDeletedTheMessage() {
        vendor.next(Answer.of(200, "{\"ok\":false,\"error\":\"message_not_found\"}"));

        Delivery delivery = channel.deliver(
                notice().kind(Notice.Kind.CHANGED).build(), address(Map.of("ts", "1.2", "channel", "C01")));

        assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
        assertThat(vendor.last().pathAndQuery()).isEqualTo("/api/chat.postMessage");
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_auth, true",
        "channel_not_found, true",
        "is_archived, true",
        "msg_blocks_too_long, false",
        "invalid_blocks, false",
    })
    void readsRefusalsThatComeWith200(String error, boolean forGood) {
        vendor.usually(Answer.of(200, "{\"ok\":false,\"error\":\"%s\"}".formatted(error)));

        assertThat(deliver(notice())).isInstanceOfSatisfying(Delivery.Rejected.class, rejected -> {
            assertThat(rejected.forGood()).isEqualTo(forGood);
            assertThat(rejected.cause()).contains(error);
        });
    }

    @Test
    void triesLaterWhatSlackCouldNotDo() {
        vendor.usually(Answer.of(200, "{\"ok\":false,\"error\":\"internal_error\"}"));
        assertThat(deliver(notice())).isInstanceOf(Delivery.RetryLater.class);

        vendor.usually(Answer.of(200, "{\"ok\":false,\"error\":\"ratelimited\"}"));
        assertThat(deliver(notice()))
                .isInstanceOfSatisfying(
                        Delivery.RetryLater.class,
                        later -> assertThat(later.wholeChannel()).isTrue());
    }

    @Test
    void anIncomingWebhookIsEnough() {
        vendor.usually(Answer.of(200, "ok"));
        Map<String, String> settings = Map.of("webhook", vendor.url() + "/services/T000/B000/XXXXsecretXXXX");
        var address = new io.nocturne.server.notify.channel.Address("ops", settings, Map.of());

        assertThat(new Channels(List.of(channel)).check("slack", settings)).isEmpty();
        assertThat(channel.deliver(notice().build(), address)).isInstanceOf(Delivery.Delivered.class);
        assertThat(vendor.last()
                        .json()
                        .path("blocks")
                        .path(0)
                        .path("text")
                        .path("text")
                        .asString())
                .isEqualTo("🔴 Critical: web-01 · Filesystem usage /data 96.4 % (threshold 90 %)");
    }

    /// docs.slack.dev, Block Kit: a button's text 75, its value 2,000 and its action_id 255 characters.
    @Test
    void aButtonForEachOfTheFirstAlertsWithinSlacksLimits() {
        channel.deliver(
                notice().korean()
                        .items(TestNotices.longest())
                        .note("🙋 ".repeat(300))
                        .build(),
                interactive());

        keepsLimits(vendor.last());
        List<JsonNode> buttons = buttons(vendor.last().json());
        assertThat(buttons).hasSize(5).allSatisfy(button -> {
            assertThat(button.path("text").path("text").asString())
                    .startsWith("확인: 데이터베이스")
                    .hasSizeLessThanOrEqualTo(75);
            assertThat(button.path("value").asString()).isNotBlank().hasSizeLessThanOrEqualTo(2_000);
            assertThat(button.has("url")).isFalse();
        });
        assertThat(buttons)
                .extracting(button -> button.path("action_id").asString())
                .containsExactly("acknowledge-0", "acknowledge-1", "acknowledge-2", "acknowledge-3", "acknowledge-4");
    }

    @Test
    void aBotWithoutASigningSecretHasALinkAndWhatIsOverHasNothing() {
        deliver(notice());
        assertThat(buttons(vendor.last().json())).singleElement().satisfies(button -> {
            assertThat(button.path("url").asString()).startsWith(TestNotices.SERVER);
            assertThat(button.has("value")).isFalse();
        });

        channel.deliver(notice().build(), interactive());
        assertThat(buttons(vendor.last().json())).singleElement().satisfies(button -> {
            assertThat(button.path("value").asString()).isEqualTo("a-web-01?t=k7");
            assertThat(button.has("url")).isFalse();
        });
        channel.deliver(notice().resolved().build(), interactive());
        assertThat(buttons(vendor.last().json())).isEmpty();
    }

    @Test
    void aSigningSecretIsForABot() {
        assertThat(new Channels(List.of(channel))
                        .check("slack", Map.of("webhook", "https://hooks.example/x", "signingSecret", "s")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.key()).isEqualTo("signingSecret"));
        assertThat(new Channels(List.of(channel)).check("slack", interactive().settings()))
                .isEmpty();
    }

    private Address interactive() {
        Map<String, String> settings = new HashMap<>(address().settings());
        settings.put("signingSecret", "8f742231b10e8888abcd99yyyzzz85a5");
        return new Address("ops", settings, Map.of());
    }

    private static List<JsonNode> buttons(JsonNode message) {
        List<JsonNode> buttons = new ArrayList<>();
        message.path("blocks")
                .forEach(block -> block.path("elements").forEach(element -> {
                    if (element.path("action_id").asString("").startsWith("acknowledge")) {
                        buttons.add(element);
                    }
                }));
        return buttons;
    }

    @Test
    void wakesNobodyByAHostsName() {
        deliver(notice().alerts(io.nocturne.server.notify.channel.TestNotices.filesystem(
                "<!channel>", "/", io.nocturne.model.alert.AlertStatus.FIRING)));

        assertThat(vendor.last().json().path("text").asString()).contains("&lt;!channel&gt;");
        assertThat(vendor.last().json().path("blocks").path(1).toString()).doesNotContain("<!channel>");
    }

    @Test
    void asksForEitherWay() {
        Channels channels = new Channels(List.of(channel));

        assertThat(channels.check("slack", Map.of())).hasSize(1);
        assertThat(channels.check("slack", Map.of("token", TOKEN)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.key()).isEqualTo("channel"));
        assertThat(channels.check("slack", Map.of("webhook", "ftp://x")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).isEqualTo("must be an http or https URL"));
    }
}
