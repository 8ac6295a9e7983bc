package io.nocturne.server.notify.channel.telegram;

import static io.nocturne.server.notify.channel.TestNotices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.ChannelContract;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.VendorServer;
import io.nocturne.server.notify.channel.http.VendorServer.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegramChannelIT extends ChannelContract {

    private static final String TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

    @Override
    protected Channel channel(HttpSender http) {
        return new TelegramChannel(http);
    }

    @Override
    protected Map<String, String> settings(String url) {
        return Map.of("api", url, "token", TOKEN, "chatId", "-1001234567890", "topicId", "7");
    }

    @Override
    protected Answer fine() {
        return Answer.of(200, "{\"ok\":true,\"result\":{\"message_id\":42}}");
    }

    @Override
    protected List<String> secrets() {
        return List.of(TOKEN);
    }

    /// core.telegram.org/bots/api, sendMessage and editMessageText: text of 1 to 4,096 characters.
    @Override
    protected void keepsLimits(VendorServer.Asked asked) {
        assertThat(asked.json().path("text").asString())
                .hasSizeBetween(1, 4_096)
                .contains("데이터베이스-서버-0");
    }

    @Test
    void writesTheEndIntoItsMessageAndSaysItQuietlyBelow() {
        Delivery.Delivered first = (Delivery.Delivered) deliver(notice());
        Delivery.Delivered last =
                (Delivery.Delivered) channel.deliver(notice().resolved().build(), address(first.memory()));

        assertThat(vendor.asked())
                .extracting(asked ->
                        asked.pathAndQuery().substring(asked.pathAndQuery().lastIndexOf('/')))
                .containsExactly("/sendMessage", "/editMessageText", "/sendMessage");
        assertThat(vendor.asked().get(0).json().path("message_thread_id").asInt())
                .isEqualTo(7);
        assertThat(vendor.asked().get(1).json().path("message_id").asInt()).isEqualTo(42);
        assertThat(vendor.last().json().path("disable_notification").asBoolean())
                .isTrue();
        assertThat(vendor.last()
                        .json()
                        .path("reply_parameters")
                        .path("message_id")
                        .asInt())
                .isEqualTo(42);
        assertThat(last.memory()).isEmpty();
    }

    @Test
    void anEditThatChangesNothingIsDone() {
        vendor.usually(Answer.of(400, "{\"ok\":false,\"description\":\"Bad Request: message is not modified\"}"));

        assertThat(channel.deliver(notice().kind(Notice.Kind.CHANGED).build(), address(Map.of("message", "42"))))
                .isInstanceOf(Delivery.Delivered.class);
    }

    @Test
    void sendsAnewWhenSomebodyDeletedTheMessage() {
        vendor.next(Answer.of(400, "{\"ok\":false,\"description\":\"Bad Request: message to edit not found\"}"));

        assertThat(channel.deliver(notice().kind(Notice.Kind.CHANGED).build(), address(Map.of("message", "42"))))
                .isInstanceOf(Delivery.Delivered.class);
        assertThat(vendor.last().pathAndQuery()).endsWith("/sendMessage");
    }

    /// core.telegram.org/bots/api, ResponseParameters.
    @Test
    void waitsAsLongAsItsParametersSay() {
        vendor.usually(Answer.of(429, "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":35}}"));

        assertThat(deliver(notice())).isInstanceOfSatisfying(Delivery.RetryLater.class, later -> {
            assertThat(later.wholeChannel()).isTrue();
            assertThat(later.after()).isEqualTo(Duration.ofSeconds(35));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "400, Bad Request: chat not found, true",
        "403, Forbidden: bot was blocked by the user, true",
        "400, Bad Request: message text is empty, false",
    })
    void knowsWhatIsForGood(int status, String description, boolean forGood) {
        vendor.usually(Answer.of(status, "{\"ok\":false,\"description\":\"%s\"}".formatted(description)));

        assertThat(deliver(notice()))
                .isInstanceOfSatisfying(
                        Delivery.Rejected.class,
                        rejected -> assertThat(rejected.forGood()).isEqualTo(forGood));
    }

    @ParameterizedTest
    @CsvSource({"token, abc", "chatId, my chat", "topicId, 0"})
    void refuses(String key, String value) {
        Map<String, String> settings = new HashMap<>(settings(vendor.url()));
        settings.put(key, value);

        assertThat(new Channels(List.of(channel)).check("telegram", settings))
                .singleElement()
                .satisfies(fault -> assertThat(fault.key()).isEqualTo(key));
    }
}
