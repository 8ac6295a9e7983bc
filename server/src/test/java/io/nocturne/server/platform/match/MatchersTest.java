package io.nocturne.server.platform.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Matcher.Op;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchersTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            EQUAL,       db,    db,      true
            EQUAL,       db,    db2,     false
            NOT_EQUAL,   db,    db2,     true
            NOT_EQUAL,   db,    db,      false
            MATCHES,     d.,    db,      true
            MATCHES,     d,     db,      false
            MATCHES,     d.*|w, w,       true
            NOT_MATCHES, d.*,   web,     true
            NOT_MATCHES, d.*,   db,      false
            """)
    void comparesTheWholeValue(Op op, String wanted, String value, boolean matches) {
        assertThat(Matchers.of(List.of(new Matcher("role", op, wanted))).matches(Map.of("role", value)))
                .isEqualTo(matches);
    }

    @Test
    void anAbsentLabelIsEmpty() {
        assertThat(Matchers.of(List.of(Matcher.equal("role", ""))).matches(Map.of()))
                .isTrue();
        assertThat(Matchers.of(List.of(new Matcher("role", Op.NOT_EQUAL, "db"))).matches(Map.of()))
                .isTrue();
    }

    @Test
    void allMustHold() {
        Matchers both = Matchers.of(List.of(Matcher.equal("role", "db"), Matcher.equal("site", "a")));

        assertThat(both.matches(Map.of("role", "db", "site", "a"))).isTrue();
        assertThat(both.matches(Map.of("role", "db"))).isFalse();
    }

    @Test
    void anExpressionThatIsNoneIsNamed() {
        assertThatThrownBy(() -> Matchers.of(List.of(new Matcher("role", Op.MATCHES, "(db"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("role=~\"(db\" is no regular expression");
    }
}
