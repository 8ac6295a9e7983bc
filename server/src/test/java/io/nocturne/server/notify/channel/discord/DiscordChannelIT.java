package io.nocturne.server.notify.channel.discord;

import static io.nocturne.server.notify.channel.TestNotices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.ChannelContract;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.VendorServer;
import io.nocturne.server.notify.channel.http.VendorServer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DiscordChannelIT extends ChannelContract {

    private static final String TOKEN = "aVerySecretWebhookToken";

    @Override
    protected Channel channel(HttpSender http) {
        return new DiscordChannel(http);
    }

    @Override
    protected Map<String, String> settings(String url) {
        return Map.of("webhook", url + "/api/webhooks/123456789/" + TOKEN);
    }

    @Override
    protected Answer fine() {
        return Answer.of(200, "{\"id\":\"987654321\"}");
    }

    @Override
    protected List<String> secrets() {
        return List.of(TOKEN);
    }

    /// Discord API docs, "Message" and "Embed limits": content 2,000; 10 embeds; title 256; description 4,096;
    /// 25 fields; footer 2,048; 6,000 over all texts of all embeds.
    @Override
    protected void keepsLimits(VendorServer.Asked asked) {
        JsonNode message = asked.json();
        assertThat(message.path("content").asString("")).hasSizeLessThanOrEqualTo(2_000);
        assertThat(message.path("embeds").size()).isBetween(1, 10);
        JsonNode embed = message.path("embeds").path(0);
        String title = embed.path("title").asString();
        String description = embed.path("description").asString();
        String footer = embed.path("footer").path("text").asString("");
        assertThat(title).hasSizeLessThanOrEqualTo(256);
        assertThat(description).hasSizeLessThanOrEqualTo(4_096).contains("데이터베이스-서버-0");
        assertThat(footer).hasSizeLessThanOrEqualTo(2_048);
        assertThat(title.length() + description.length() + footer.length()).isLessThanOrEqualTo(6_000);
    }

    @Test
    void turnsItsMessageGreenWhenItIsOver() {
        Delivery.Delivered first = (Delivery.Delivered) deliver(notice());
        Delivery.Delivered last =
                (Delivery.Delivered) channel.deliver(notice().resolved().build(), address(first.memory()));

        assertThat(vendor.asked().getFirst().pathAndQuery()).endsWith("?wait=true");
        assertThat(vendor.last().method()).isEqualTo("PATCH");
        assertThat(vendor.last().pathAndQuery()).isEqualTo("/api/webhooks/123456789/" + TOKEN + "/messages/987654321");
        assertThat(vendor.last().json().path("embeds").path(0).path("color").asInt())
                .isEqualTo(0x2E7D32);
        assertThat(last.memory()).isEmpty();
    }

    @Test
    void aRiseIsAMessageOfItsOwnSinceAnEditReachesNobody() {
        channel.deliver(notice().kind(Notice.Kind.ESCALATED).build(), address(Map.of("message", "987654321")));

        assertThat(vendor.last().method()).isEqualTo("POST");
    }

    @Test
    void postsAnewWhenSomebodyDeletedTheMessage() {
        vendor.next(Answer.of(404, "{\"message\":\"Unknown Message\",\"code\":10008}"));

        Delivery delivery = channel.deliver(notice().resolved().build(), address(Map.of("message", "1")));

        assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
        assertThat(vendor.last().method()).isEqualTo("POST");
    }

    /// Discord API docs, "Rate limits": whoever goes on after 404 is banned in the end.
    @Test
    void neverAsksAgainAfterAWebhookIsGone() {
        vendor.usually(Answer.of(404, "{\"message\":\"Unknown Webhook\",\"code\":10015}"));

        assertThat(deliver(notice()))
                .isInstanceOfSatisfying(
                        Delivery.Rejected.class,
                        rejected -> assertThat(rejected.forGood()).isTrue());
    }

    /// Discord API docs, "Rate limits": `retry_after` is a float, in seconds, and finer than the header.
    @Test
    void waitsAsLongAsTheFloatSays() {
        vendor.usually(new Answer(429, "{\"retry_after\":64.57,\"global\":false}", Map.of(), false, false));

        assertThat(deliver(notice()))
                .isInstanceOfSatisfying(
                        Delivery.RetryLater.class,
                        later -> assertThat(later.after()).isEqualTo(Duration.ofMillis(64_570)));
    }

    @Test
    void wakesNobodyAndReadsNoMarksInNames() {
        deliver(notice().alerts(io.nocturne.server.notify.channel.TestNotices.filesystem(
                "db_01_main", "/*", io.nocturne.model.alert.AlertStatus.FIRING)));

        JsonNode message = vendor.last().json();
        assertThat(message.path("allowed_mentions").path("parse").size()).isZero();
        assertThat(message.path("embeds").path(0).path("description").asString())
                .contains("db\\_01\\_main");
    }
}
