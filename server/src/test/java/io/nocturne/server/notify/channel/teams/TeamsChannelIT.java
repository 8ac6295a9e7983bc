package io.nocturne.server.notify.channel.teams;

import static io.nocturne.server.notify.channel.TestNotices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.ChannelContract;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.VendorServer;
import io.nocturne.server.notify.channel.http.VendorServer.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TeamsChannelIT extends ChannelContract {

    @Override
    protected Channel channel(HttpSender http) {
        return new TeamsChannel(http);
    }

    @Override
    protected Map<String, String> settings(String url) {
        return Map.of("webhook", url + "/workflows/0123456789abcdef/triggers/manual/paths/invoke?sig=SigSecret4711");
    }

    @Override
    protected Answer fine() {
        return Answer.of(202, "");
    }

    @Override
    protected List<String> secrets() {
        return List.of("SigSecret4711", "0123456789abcdef");
    }

    /// learn.microsoft.com, "Create an Incoming Webhook" and the Teams connector: about 28 KB a message;
    /// others saw 413 from 21 KB on (msteams_hermes), so we stay below that.
    @Override
    protected void keepsLimits(VendorServer.Asked asked) {
        assertThat(asked.body()).hasSizeLessThanOrEqualTo(28 * 1024).hasSizeLessThan(21_000);
        assertThat(asked.text()).contains("데이터베이스-서버-0");
    }

    @Test
    void sendsAnAdaptiveCardWithItsButtons() {
        deliver(notice());

        JsonNode attachment = vendor.last().json().path("attachments").path(0);
        assertThat(attachment.path("contentType").asString()).isEqualTo("application/vnd.microsoft.card.adaptive");
        JsonNode card = attachment.path("content");
        assertThat(card.path("type").asString()).isEqualTo("AdaptiveCard");
        assertThat(card.path("body").path(0).path("color").asString()).isEqualTo("Attention");
        assertThat(card.path("actions").size()).isEqualTo(2);
        assertThat(card.path("actions").path(0).path("title").asString()).isEqualTo("Acknowledge");
    }
}
