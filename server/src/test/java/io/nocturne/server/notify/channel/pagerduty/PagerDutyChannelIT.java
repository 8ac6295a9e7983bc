package io.nocturne.server.notify.channel.pagerduty;

import static io.nocturne.server.notify.channel.TestNotices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.AlertStatus;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.ChannelContract;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.TestNotices;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.VendorServer;
import io.nocturne.server.notify.channel.http.VendorServer.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PagerDutyChannelIT extends ChannelContract {

    private static final String KEY = "R0UTINGKEYR0UTINGKEYR0UTINGKEY42";

    @Override
    protected Channel channel(HttpSender http) {
        return new PagerDutyChannel(http);
    }

    @Override
    protected Map<String, String> settings(String url) {
        return Map.of("api", url, "routingKey", KEY);
    }

    @Override
    protected Answer fine() {
        return Answer.of(202, "{\"status\":\"success\",\"message\":\"Event processed\"}");
    }

    @Override
    protected List<String> secrets() {
        return List.of(KEY);
    }

    /// PagerDuty developer-docs, events-API-v2: `summary` 1,024 characters, `dedup_key` 255, an event 512 KB.
    @Override
    protected void keepsLimits(VendorServer.Asked asked) {
        JsonNode event = asked.json();
        assertThat(asked.body()).hasSizeLessThanOrEqualTo(512 * 1024);
        assertThat(event.path("dedup_key").asString()).hasSizeBetween(1, 255);
        assertThat(event.path("payload").path("summary").asString()).hasSizeBetween(1, 1_024);
        assertThat(event.path("payload").path("source").asString()).isNotBlank();
        assertThat(event.path("payload").path("severity").asString()).isIn("critical", "error", "warning", "info");
        assertThat(event.path("payload").path("custom_details").toString()).contains("데이터베이스-서버-0");
    }

    @Test
    void triggersAndResolvesTheSameIncident() {
        deliver(notice());
        deliver(notice().resolved());

        JsonNode trigger = vendor.asked().getFirst().json();
        assertThat(vendor.last().pathAndQuery()).isEqualTo("/v2/enqueue");
        assertThat(trigger.path("event_action").asString()).isEqualTo("trigger");
        assertThat(trigger.path("payload").path("severity").asString()).isEqualTo("critical");
        assertThat(vendor.last().json().path("event_action").asString()).isEqualTo("resolve");
        assertThat(vendor.last().json().path("dedup_key")).isEqualTo(trigger.path("dedup_key"));
    }

    @Test
    void aKeyThatIsTooLongHasOneThatStandsForIt() {
        String group = "g".repeat(300);
        deliver(notice().group(group));
        deliver(notice().group(group + "x"));

        String first = vendor.asked().getFirst().json().path("dedup_key").asString();
        assertThat(first).hasSizeLessThanOrEqualTo(255);
        assertThat(vendor.last().json().path("dedup_key").asString()).isNotEqualTo(first);
    }

    @Test
    void resolvesWhenAChangeLeavesNothingOpen() {
        deliver(notice().kind(Notice.Kind.CHANGED).alerts(TestNotices.filesystem(AlertStatus.RESOLVED)));

        assertThat(vendor.last().json().path("event_action").asString()).isEqualTo("resolve");
    }

    @Test
    void aDigestOpensAndClosesTheIncidentOfEachGroup() {
        TestNotices digest = notice().kind(Notice.Kind.CHANGED)
                .items(List.of(
                        item(AlertStatus.FIRING, "g1", true),
                        item(AlertStatus.RESOLVED, "g2", false),
                        item(AlertStatus.RESOLVED, "g3", true)));
        vendor.next(fine(), Answer.tooMany("1", "{}"));

        assertThat(deliver(digest)).isInstanceOf(Delivery.RetryLater.class);
        assertThat(deliver(digest)).isInstanceOf(Delivery.Delivered.class);

        assertThat(vendor.asked())
                .extracting(asked -> asked.json().path("dedup_key").asString() + " "
                        + asked.json().path("event_action").asString())
                .as("what is done is not sent again, and g3 stands on by what the digest does not name")
                .containsExactly("g1 trigger", "g2 resolve", "g2 resolve");
    }

    private static Notice.Item item(AlertStatus status, String group, boolean stands) {
        return new Notice.Item(TestNotices.filesystem(status), null, null, null, new Notice.Group(group, stands));
    }

    @Test
    void aTestLeavesNoIncidentBehind() {
        deliver(notice().kind(Notice.Kind.TEST));

        assertThat(vendor.asked())
                .extracting(asked -> asked.json().path("event_action").asString())
                .containsExactly("trigger", "resolve");
    }
}
