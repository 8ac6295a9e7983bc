package io.nocturne.model.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {

    @ParameterizedTest
    @CsvSource({
        "ADMIN, ADMIN, true",
        "ADMIN, OPERATOR, true",
        "ADMIN, VIEWER, true",
        "ADMIN, AGENT, false",
        "OPERATOR, ADMIN, false",
        "OPERATOR, VIEWER, true",
        "VIEWER, OPERATOR, false",
        "VIEWER, VIEWER, true",
        "AGENT, VIEWER, false",
        "AGENT, AGENT, true"
    })
    void includesWhatStandsBelowItAndAgentStandsApart(Role role, Role needed, boolean expected) {
        assertThat(role.includes(needed)).isEqualTo(expected);
    }
}
