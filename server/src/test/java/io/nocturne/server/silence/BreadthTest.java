package io.nocturne.server.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Matcher.Op;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreadthTest {

    @ParameterizedTest
    @CsvSource({
        "alertname, MATCHES, .+, true",
        "alertname, MATCHES, .*, true",
        "host, MATCHES, '(?s).*', true",
        "severity, MATCHES, warning|critical, true",
        "severity, MATCHES, warning, false",
        "role, NOT_EQUAL, db, true",
        "role, NOT_MATCHES, db.*, true",
        "role, MATCHES, .*, true",
        "role, MATCHES, .+, false",
        "role, EQUAL, '', false",
        "host, EQUAL, web-1, false",
        "host, MATCHES, web-.*, false"
    })
    void saysWhetherMatchersLeaveOutNextToNothing(String name, Op op, String value, boolean nearlyAll) {
        assertThat(Breadth.isNearlyAll(List.of(new Matcher(name, op, value)))).isEqualTo(nearlyAll);
        assertThat(Breadth.isNearlyAll(List.of(new Matcher(name, op, value), Matcher.equal("host", "web-1"))))
                .isFalse();
    }
}
