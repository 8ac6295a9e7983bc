package io.nocturne.server.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.model.alert.ReceiverType;
import io.nocturne.model.alert.ReceiverType.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelsTest {

    private final Channels channels = new Channels(List.of(new PigeonChannel("pigeon")));

    /// A way of telling people that has every kind of setting.
    private record PigeonChannel(String typeId) implements Channel {

        @Override
        public ReceiverType type() {
            return Form.of(typeId)
                    .required("loft", Kind.TEXT, 10)
                    .optional("ring", Kind.SECRET, 10)
                    .optional("map", Kind.URL, 40)
                    .optional("speed", Kind.NUMBER, 9, "70")
                    .optional("homing", Kind.BOOLEAN, 5)
                    .choice("color", "gray", "white")
                    .optional("stops", Kind.PHONES, 400)
                    .withTemplates();
        }

        @Override
        public List<SettingFault> check(Map<String, String> settings) {
            return "0".equals(settings.get("speed")) ? List.of(new SettingFault("speed", "must fly")) : List.of();
        }

        @Override
        public Delivery deliver(Notice notice, Address address) {
            return new Delivery.Delivered("coo", Map.of());
        }

        @Override
        public ReceiverPreview.Message preview(Notice notice, Address address) {
            return ReceiverPreview.Message.of(null, "coo", null);
        }
    }

    @Test
    void knowsItsTypes() {
        assertThat(channels.types()).extracting(ReceiverType::typeId).containsExactly("pigeon");
        assertThat(channels.find("pigeon")).isPresent();
        assertThat(channels.find("owl")).isEmpty();
        assertThatThrownBy(() -> new Channels(List.of(new PigeonChannel("a"), new PigeonChannel("a"))))
                .hasMessage("two channels are called a");
    }

    @Test
    void fillsDefaultsIn() {
        assertThat(channels.complete("pigeon", Map.of("loft", "roof", "map", "")))
                .isEqualTo(Map.of("loft", "roof", "speed", "70", "color", "gray"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "loft|-|is missing",
                "loft|''|is missing",
                "loft|12345678901|has 11 characters, allowed are 10",
                "map|ftp://x.example|must be an http or https URL",
                "map|javascript:alert(1)|must be an http or https URL",
                "speed|fast|must be a whole number, 0 or more",
                "speed|-1|must be a whole number, 0 or more",
                "speed|0|must fly",
                "homing|yes|must be true or false",
                "color|red|must be one of gray, white",
                "stops|, ,|must have 1 to 50 parts with commas between them",
                "titleTemplate|{{wing}}|unknown placeholder \"wing\" at character 1; allowed are host, rule, severity, "
                        + "state, value, threshold, since, duration, detail, guidance, runbook, acknowledge, count, "
                        + "os, osVersion, architecture, cpus, memory, agentVersion, tag.NAME and attribute.NAME",
                "wing|2|is unknown; pigeon has loft, ring, map, speed, homing, color, stops, titleTemplate, bodyTemplate",
            })
    void saysWhatIsWrongAndWhatIsAllowed(String key, String value, String message) {
        Map<String, String> settings = new HashMap<>(Map.of("loft", "roof"));
        if (value == null) {
            settings.remove(key);
        } else {
            settings.put(key, value);
        }

        assertThat(channels.check("pigeon", settings)).containsExactly(new SettingFault(key, message));
    }

    @Test
    void findsEveryFaultAtOnceAndRepeatsNoSecret() {
        List<SettingFault> faults = channels.check("pigeon", Map.of("ring", "far too long a secret", "map", "x"));

        assertThat(faults).extracting(SettingFault::key).containsExactly("loft", "ring", "map");
        assertThat(faults).noneSatisfy(fault -> assertThat(fault.message()).contains("far too"));
    }

    @Test
    void refusesInvisibleSignsButLetsALongTextHaveLines() {
        assertThat(channels.check("pigeon", Map.of("loft", "a\u200bb")))
                .containsExactly(
                        new SettingFault("loft", "holds a control, format or invisible character at character 2"));
        assertThat(channels.check("pigeon", Map.of("loft", "a\nb"))).hasSize(1);
        assertThat(channels.check("pigeon", Map.of("loft", "a", "bodyTemplate", "{{host}}\n{{value}}🔥")))
                .isEmpty();
        assertThat(channels.check("pigeon", Map.of("loft", "a", "bodyTemplate", "{{host}}\r\n")))
                .hasSize(1);
    }

    @Test
    void saysWhichTypesThereAre() {
        assertThat(channels.check("owl", Map.of())).containsExactly(new SettingFault("type", "must be one of pigeon"));
    }
}
