package io.nocturne.server.notify.channel.ntfy;

import static io.nocturne.server.notify.channel.TestNotices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.ChannelContract;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.VendorServer;
import io.nocturne.server.notify.channel.http.VendorServer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NtfyChannelIT extends ChannelContract {

    private static final String TOKEN = "tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2";

    @Override
    protected Channel channel(HttpSender http) {
        return new NtfyChannel(http);
    }

    @Override
    protected Map<String, String> settings(String url) {
        return Map.of("server", url, "topic", "secret-topic-4711", "token", TOKEN);
    }

    @Override
    protected Answer fine() {
        return Answer.of(200, "{\"id\":\"hwQ2YpKdmg\",\"event\":\"message\"}");
    }

    @Override
    protected List<String> secrets() {
        return List.of(TOKEN, "secret-topic-4711");
    }

    /// docs.ntfy.sh, publishing, limits: a message of 4,096 bytes, a title of 1 KB, tags of 512 bytes (longer:
    /// 400).
    @Override
    protected void keepsLimits(VendorServer.Asked asked) {
        JsonNode message = asked.json();
        assertThat(bytes(message.path("message"))).isBetween(1, 4_096);
        assertThat(bytes(message.path("title"))).isBetween(1, 1_000);
        assertThat(message.path("tags").toString()).hasSizeLessThan(512);
        assertThat(message.path("message").asString()).contains("데이터베이스-서버-0");
    }

    private static int bytes(JsonNode text) {
        return text.asString().getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void publishesAsJsonSoThatNoHeaderHoldsKorean() {
        deliver(notice().korean());

        JsonNode message = vendor.last().json();
        assertThat(vendor.last().pathAndQuery()).isEqualTo("/");
        assertThat(vendor.last().headers()).containsEntry("authorization", "Bearer " + TOKEN);
        assertThat(message.path("topic").asString()).isEqualTo("secret-topic-4711");
        assertThat(message.path("title").asString()).startsWith("심각: web-01");
        assertThat(message.path("priority").asInt()).isEqualTo(5);
        assertThat(message.path("actions").path(0).path("label").asString()).isEqualTo("확인");
    }

    @Test
    void refusesATopicThatIsAPath() {
        assertThat(new Channels(List.of(channel)).check("ntfy", Map.of("topic", "a/b")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.key()).isEqualTo("topic"));
    }
}
