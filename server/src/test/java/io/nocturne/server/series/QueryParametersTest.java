package io.nocturne.server.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nocturne.server.platform.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

    @Test
    void readsAttributesWithCommasAndEqualsInTheirValues() {
        assertThat(QueryParameters.attributes("cpu.mode=user,system.filesystem.mountpoint=/a\\,b=c"))
                .isEqualTo(Map.of("cpu.mode", "user", "system.filesystem.mountpoint", "/a,b=c"));
        assertThat(QueryParameters.attributes(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "=user", "a=b,", ","})
    void refusesWhatIsNotKeyAndValue(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> QueryParameters.attributes(text))
                .withMessageContaining("key=value");
    }
}
