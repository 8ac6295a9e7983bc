package io.nocturne.server.rule.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.alert.Comparison;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Matcher.Op;
import io.nocturne.model.alert.RuleLayer;
import io.nocturne.model.alert.RuleLayer.Scope;
import io.nocturne.model.alert.RuleSettings;
import io.nocturne.model.alert.RuleSettings.Threshold;
import io.nocturne.model.alert.RuleSource;
import io.nocturne.model.alert.RuleSource.Aggregation;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.rule.AlertsFileSection;
import io.nocturne.server.rule.DefaultRules;
import io.nocturne.server.rule.FileFault;
import io.nocturne.server.rule.FileNode;
import io.nocturne.server.rule.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertsFileReaderTest {

    /// As the user wrote it.
    private static final String SHORT = """
            # config/alerts.yml
            thresholds:
              cpu: { warning: 80, critical: 90 }
              memory: { warning: 85, critical: 95 }
              disk: { warning: 80, critical: 90 }
            channels:
              - type: slack
                webhook: <webhook_url>
              - type: email
                recipients: [admin@example.com]
            """;

    private static final Path SHIPPED = Path.of("..", "config", "alerts.yml");

    private final RuleSet defaults = new RuleSet(1, DefaultRules.all());

    @Test
    void theFormOfTheUserSaysTheDefaults() {
        AlertsFile file = read(SHORT);

        assertThat(file.faults()).isEmpty();
        assertThat(file.rules()).isEqualTo(DefaultRules.all());
        assertThat(file.notes())
                .extracting(FileFault::toString)
                .containsExactly("line 8, column 14: channels[0].webhook: is the placeholder '<webhook_url>' still, so"
                        + " channels[0] is left out");
    }

    @Test
    void aThresholdThatIsMovedTakesItsClearThresholdAlong() {
        AlertsFile file =
                read("thresholds:\n  cpu: { warning: 60 }\n  disk-await: { warning: 50 ms, critical: 200 ms }\n");

        AlertRule cpu = rule(file, "cpu");
        AlertRule await = rule(file, "disk-await");
        assertThat(cpu.settings().warning()).isEqualTo(Threshold.of(0.6, 0.55, 0));
        assertThat(cpu.settings().critical()).isEqualTo(Threshold.of(0.9, 0.85, 0));
        assertThat(await.settings().warning()).isEqualTo(Threshold.of(0.05, 0.03, 0));
        assertThat(await.settings().critical()).isEqualTo(new Threshold(null, 0.2, null, null));
    }

    @Test
    void aDefaultThatSomebodyDeletedIsBackWhenTheFileNamesIt() {
        AlertsFile file = AlertsFileReader.of(List.of())
                .read(bytes("thresholds:\n  cpu: { warning: 70 }\n"), new RuleSet(1, List.of()), false);

        assertThat(file.rules()).extracting(AlertRule::ruleId).containsExactly("cpu");
    }

    @Test
    void theShippedFileChangesNothingAndItsExamplesAreGood() throws IOException {
        String shipped = Files.readString(SHIPPED);
        String examples = shipped.replaceAll("(?m)^# (rules:|channels:|receivers:|routes:| .*)$", "$1");

        assertThat(read(shipped).rules()).isEqualTo(DefaultRules.all());
        AlertsFile file = read(examples);
        assertThat(file.faults()).isEmpty();
        assertThat(file.rules()).hasSize(DefaultRules.all().size() + 3);
        assertThat(file.notes()).hasSize(1);
        AlertRule free = rule(file, "disk-free");
        assertThat(free.comparison()).isEqualTo(Comparison.BELOW);
        assertThat(free.settings().warning()).isEqualTo(Threshold.of(2e10, 2.5e10, 300));
        assertThat(free.layers())
                .extracting(RuleLayer::scope)
                .containsExactly(new Scope.Tag("role", "cache"), new Scope.Host("db-1"));
    }

    @Test
    void whatIsWrittenIsReadBackToTheSame() {
        List<AlertRule> rules = new ArrayList<>();
        DefaultRules.all().forEach(rule -> rules.add(unversioned(rule)));
        rules.add(odd());

        AlertsFile file =
                AlertsFileReader.of(List.of()).read(bytes(RuleWriter.write(rules)), new RuleSet(1, List.of()), true);

        assertThat(file.faults()).isEmpty();
        assertThat(file.rules()).isEqualTo(rules);
    }

    @Test
    void withReplaceRulesThatAreNotNamedGo() {
        String one = "rules:\n  - id: web\n    metric: system.cpu.total.utilization\n    warning: 80%\n";

        assertThat(AlertsFileReader.of(List.of())
                        .read(bytes(one), defaults, true)
                        .rules())
                .extracting(AlertRule::ruleId)
                .containsExactly("web");
        assertThat(read(one).rules()).hasSize(DefaultRules.all().size() + 1);
    }

    @Test
    void aSectionOfAnotherModuleIsCheckedWithTheRestAndLosesItsExamples() {
        List<String> types = new ArrayList<>();
        AlertsFileSection channels = new AlertsFileSection() {

            @Override
            public String key() {
                return "channels";
            }

            @Override
            public Taken check(FileNode section, List<AlertsFileSection.Taken> before) {
                for (FileNode channel : section.entries()) {
                    FileNode type =
                            channel.fields(List.of("type", "recipients")).get("type");
                    if (type != null) {
                        types.add(type.text(64).orElse(""));
                        type.fault("is no type");
                    }
                }
                return new Nothing();
            }
        };

        AlertsFile file = AlertsFileReader.of(List.of(channels)).read(bytes(SHORT), defaults, false);

        assertThat(types).containsExactly("email");
        assertThat(file.sections()).containsOnlyKeys("channels");
        assertThat(file.faults())
                .extracting(FileFault::toString)
                .containsExactly("line 9, column 11: channels[1].type: is no type");
    }

    @Test
    void anEmptyFileIsGood() {
        assertThat(read("").isGood()).isTrue();
        assertThat(read("# nothing yet\n").rules()).isEqualTo(DefaultRules.all());
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() {
        assertThat(read("#" + "x".repeat(1 << 20)).faults())
                .extracting(FileFault::message)
                .containsExactly("the file has 1048577 bytes, allowed are 1048576");
    }

    private AlertsFile read(String text) {
        return AlertsFileReader.of(List.of()).read(bytes(text), defaults, false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static AlertRule rule(AlertsFile file, String id) {
        return file.rules().stream()
                .filter(rule -> rule.ruleId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /// Everything that is hard to write down.
    private static AlertRule odd() {
        RuleSettings all = new RuleSettings(
                true,
                new Threshold(false, 1.0 / 3, 0.1, 90L),
                new Threshold(null, 0.5, null, null),
                3_600L,
                "first: line # no comment\nsecond \"line\" - 한국어",
                "https://wiki.example.com/a?b=c#d");
        return new AlertRule(
                "odd",
                "yes",
                0,
                new RuleSource.Metric(
                        "system.disk.utilization",
                        List.of(new Matcher("system.device", Op.NOT_MATCHES, "sd[a-z]\\d \"x\"")),
                        Aggregation.TIMES,
                        125L,
                        3),
                Comparison.ABOVE,
                List.of(new Matcher("a key", Op.EQUAL, ""), new Matcher("role", Op.NOT_EQUAL, "db")),
                all,
                List.of(
                        new RuleLayer(new Scope.Tag("a=b", " c"), List.of(), all),
                        new RuleLayer(new Scope.Tag("role", "a=b"), List.of(), RuleSettings.INHERITED),
                        new RuleLayer(new Scope.Host("123"), List.of(Matcher.equal("system.device", "sda")), all),
                        new RuleLayer(new Scope.Everywhere(), List.of(), all)),
                Map.of("team", "true", "tier", "1"),
                null,
                null);
    }

    private static AlertRule unversioned(AlertRule rule) {
        return new AlertRule(
                rule.ruleId(),
                rule.name(),
                0,
                rule.source(),
                rule.comparison(),
                rule.hosts(),
                rule.settings(),
                rule.layers(),
                rule.labels(),
                null,
                null);
    }

    private static final class Nothing implements AlertsFileSection.Taken {

        @Override
        public void write(Origin by) {
            throw new IllegalStateException("a file that is refused is not written");
        }
    }
}
