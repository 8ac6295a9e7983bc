package io.nocturne.server.notify.channel.webhook;

import static io.nocturne.server.notify.channel.TestNotices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.EndReason;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.ChannelContract;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.TestNotices;
import io.nocturne.server.notify.channel.http.HttpSender;
import io.nocturne.server.notify.channel.http.VendorServer;
import io.nocturne.server.notify.channel.http.VendorServer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WebhookChannelIT extends ChannelContract {

    private static final String SECRET = "signed-with-this-secret";

    @Override
    protected Channel channel(HttpSender http) {
        return new WebhookChannel(http);
    }

    @Override
    protected Map<String, String> settings(String url) {
        return Map.of(
                "url", url + "/hook/pathSecret77?k=querySecret88", "token", "bearerSecret99", "signingSecret", SECRET);
    }

    @Override
    protected Answer fine() {
        return Answer.of(200, "");
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET, "pathSecret77", "querySecret88", "bearerSecret99");
    }

    /// No vendor, no limit; but what was left out is counted.
    @Override
    protected void keepsLimits(VendorServer.Asked asked) {
        JsonNode payload = asked.json();
        assertThat(payload.path("alerts").size()).isBetween(1, 1_000);
        assertThat(payload.path("truncatedAlerts").asInt())
                .isEqualTo(payload.path("alerts").size() == 1_000 ? 12 : 0);
    }

    /// prometheus.io, Alertmanager configuration, webhook_config: the fields of version 4.
    @Test
    void sendsWhatAlertmanagerSends() {
        deliver(notice());

        JsonNode payload = vendor.last().json();
        assertThat(payload.propertyNames())
                .contains(
                        "version",
                        "groupKey",
                        "truncatedAlerts",
                        "status",
                        "receiver",
                        "groupLabels",
                        "commonLabels",
                        "commonAnnotations",
                        "externalURL",
                        "alerts");
        assertThat(payload.path("version").asString()).isEqualTo("4");
        assertThat(payload.path("status").asString()).isEqualTo("firing");
        assertThat(payload.path("receiver").asString()).isEqualTo("ops");
        JsonNode alert = payload.path("alerts").path(0);
        assertThat(alert.path("status").asString()).isEqualTo("firing");
        assertThat(alert.path("labels").path("alertname").asString()).isEqualTo("disk");
        assertThat(alert.path("startsAt").asString()).isEqualTo("2026-11-22T04:52:10Z");
        assertThat(alert.path("endsAt").asString()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(alert.path("generatorURL").asString()).isEqualTo("https://nocturne.example/api/v1/alerts/a-web-01");
        assertThat(alert.path("fingerprint").asString()).matches("[0-9a-f]{16}");
        assertThat(alert.path("nocturne").path("acknowledgeUrl").asString()).contains("/a/a-web-01");
        assertThat(payload.path("nocturne").path("kind").asString()).isEqualTo("firing");
    }

    @Test
    void whateverIsOverIsResolvedThereAndHasItsReasonHere() {
        deliver(notice().kind(Notice.Kind.RESOLVED).alerts(TestNotices.ended(EndReason.RULE_CHANGED)));

        JsonNode payload = vendor.last().json();
        JsonNode alert = payload.path("alerts").path(0);
        assertThat(payload.path("status").asString()).isEqualTo("resolved");
        assertThat(alert.path("status").asString()).isEqualTo("resolved");
        assertThat(alert.path("endsAt").asString()).isEqualTo("2026-11-22T05:03:27Z");
        assertThat(alert.path("nocturne").path("status").asString()).isEqualTo("ended");
        assertThat(alert.path("nocturne").path("endReason").asString()).isEqualTo("ruleChanged");
    }

    @Test
    void onlyWhatAllHaveIsCommon() {
        deliver(notice().alerts(
                        TestNotices.filesystem("a", "/", AlertStatus.FIRING),
                        TestNotices.filesystem("b", "/", AlertStatus.FIRING)));

        JsonNode common = vendor.last().json().path("commonLabels");
        assertThat(common.path("role").asString()).isEqualTo("db");
        assertThat(common.has("host")).isFalse();
    }

    @Test
    void signsTheBodyAndNamesTheNotice() throws Exception {
        deliver(notice());

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String expected = HexFormat.of().formatHex(mac.doFinal(vendor.last().body()));
        assertThat(vendor.last().headers())
                .containsEntry("x-nocturne-signature", "sha256=" + expected)
                .containsEntry("authorization", "Bearer bearerSecret99")
                .containsEntry("idempotency-key", "n-1");
    }
}
