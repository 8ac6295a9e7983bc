package io.nocturne.server.notify.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    @Test
    void fillsPlacesIn() {
        Map<String, String> values =
                Map.of("host", "web-01", "tag.role", "db", "attribute.system.filesystem.mountpoint", "/data");
        Template template =
                Template.of("{{host}} ({{ tag.role }}) {{attribute.system.filesystem.mountpoint}}{{value}}!");

        assertThat(template.fill(name -> Optional.ofNullable(values.get(name)))).isEqualTo("web-01 (db) /data!");
    }

    @Test
    void whatIsFilledInIsNoTemplate() {
        assertThat(Template.of("{{host}}").fill(name -> Optional.of("{{value}}")))
                .isEqualTo("{{value}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at {{hostname}}|unknown placeholder \"hostname\" at character 4; allowed are host, rule, severity, "
                        + "state, value, threshold, since, duration, detail, guidance, runbook, acknowledge, count, "
                        + "os, osVersion, architecture, cpus, memory, agentVersion, tag.NAME and attribute.NAME",
                "{{host}} {{value|{{ at character 10 has no }}",
            })
    void saysWhatIsWrongAndWhere(String text, String message) {
        assertThat(Template.check(text)).contains(message);
    }

    @Test
    void aPrefixNeedsAName() {
        assertThat(Template.check("{{tag.}}")).isPresent();
        assertThat(Template.check("no place at all")).isEmpty();
    }
}
