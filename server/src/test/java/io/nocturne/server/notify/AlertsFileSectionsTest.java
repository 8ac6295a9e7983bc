package io.nocturne.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.rule.file.AlertsFileCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of channels, receivers and routes in an `alerts.yml` where there is no server.
class AlertsFileSectionsTest {

    private static final String WHOLE = """
            channels:
              - type: slack
                webhook: <webhook_url>
              - type: email
                recipients: [admin@example.com, ops@example.com]
              - { type: email, recipients: night@example.com, host: mail.example.com, port: 587 }
            receivers:
              - name: operators
                type: webhook
                settings: { url: "https://example.com/hook", token: very-secret-token }
                language: ko
                zone: Asia/Seoul
                enabled: true
                quiet_hours:
                  windows: { days: [mon, friday], from: 22:00, to: "07:00", zone: Asia/Seoul }
                  criticals_break_through: true
                limits: [ { messages: 5, per: 15m } ]
                repeat: 4h
            routes:
              - id: db
                name: Databases
                matchers: ['role =~ "db|cache"', severity = critical]
                receivers: [operators, email-2]
                continue: true
                active: { days: sat, from: "09:00", to: "18:00", zone: UTC }
                group_by: [host]
                group_wait: 5s
                group_interval: 5m
                repeat: 1h
                escalate_after: 15m
                escalate_to: "*"
              - id: rest
                receivers: ["*"]
            """;

    @TempDir
    private Path folder;

    @Test
    void aWholeFileIsGoodAndItsPlaceholderIsTold() throws IOException {
        AlertsFileCheck check = check(WHOLE);

        assertThat(check.isGood()).as(String.join("\n", check.lines())).isTrue();
        assertThat(check.lines())
                .hasSize(2)
                .anyMatch(line -> line.contains(":3:") || line.contains("line 3"))
                .anyMatch(line -> line.contains("<webhook_url>"));
    }

    @Test
    void eachFaultIsToldWhereItStandsAndNoSecretIsRepeated() throws IOException {
        AlertsFileCheck check = check("""
                channels:
                  - type: pigeon
                  - type: slack
                    webhook: ftp://secret-part
                  - type: email
                  - type: email
                    recipients: [nobody]
                    colour: red
                receivers:
                  - type: webhook
                  - name: a
                    type: webhook
                    settings: { url: "https://example.com" }
                    language: fr
                    zone: Mars/Base
                    repeat: 5s
                    limits: [ { messages: 0, per: 15m } ]
                  - name: a
                    type: webhook
                    settings: { url: "https://example.com" }
                    quiet_hours: { windows: { days: [lunes], from: 25:00, to: "07:00", zone: UTC } }
                routes:
                  - id: NO
                    matchers: [what]
                    group_wait: 2h
                    escalate_after: 90s
                  - receivers: [a]
                """);

        String told = String.join("\n", check.lines());
        assertThat(check.isGood()).isFalse();
        assertThat(told)
                .contains("channels[0].type", "must be one of")
                .contains("channels[1].webhook", "http or https")
                .contains("channels[2]", "recipients is missing")
                .contains("channels[3].colour", "is unknown")
                .contains("receivers[0]", "has no name")
                .contains("receivers[1].language", "must be en or ko")
                .contains("receivers[1].zone", "is no time zone")
                .contains("receivers[1].repeat", "must be 60 to 604800")
                .contains("receivers[1].limits", "messages of 1 to")
                .contains("receivers[2].name", "two receivers in this file")
                .contains("days[0]", "is no day")
                .contains("windows.from", "is no time of day")
                .contains("routes[0].id", "must match")
                .contains("routes[0].matchers[0]", "is no condition")
                .contains("routes[0].group_wait", "must be 0 to 600")
                .contains("routes[0].escalate_after", "must be whole minutes")
                .contains("routes[1]", "has no id")
                .doesNotContain("secret-part");
    }

    @Test
    void aReceiverThatOnlyAServerCanKnowIsNoFaultHere() throws IOException {
        AlertsFileCheck check = check("routes:\n  - { id: all, receivers: [operators] }\n");

        assertThat(check.isGood()).isTrue();
        assertThat(check.lines()).anyMatch(line -> line.contains("a server takes it only if"));
    }

    @Test
    void theExamplesOfTheShippedFileAreGood() throws IOException {
        String shipped = Files.readString(Path.of("..", "config", "alerts.yml"));

        AlertsFileCheck check = check(shipped.replaceAll("(?m)^# (rules:|channels:|receivers:|routes:| .*)$", "$1"));

        assertThat(check.isGood()).as(String.join("\n", check.lines())).isTrue();
    }

    private AlertsFileCheck check(String text) throws IOException {
        Path file = folder.resolve("alerts.yml");
        Files.writeString(file, text);
        return AlertsFileCheck.of(file, AlertsFileSections.alone());
    }
}
