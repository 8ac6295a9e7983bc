package io.nocturne.model.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleValuesTest {

    @Test
    void keepsWhichValuesAreAbsent() {
        SampleValues values = SampleValues.of(0.5, null, 3.0);

        assertThat(values.isPresent(1)).isFalse();
        assertThat(values.find(1)).isEmpty();
        assertThat(values.find(2)).hasValue(3.0);
        assertThat(values.count()).isEqualTo(2);
        assertThatIllegalStateException().isThrownBy(() -> values.get(1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoNumberIsRefused(double value) {
        assertThatIllegalArgumentException().isThrownBy(() -> SampleValues.of(1.0, value));
    }

    @Test
    void selectKeepsOrderAndAbsence() {
        assertThat(SampleValues.of(1.0, null, 3.0, 4.0).select(i -> i != 2)).isEqualTo(SampleValues.of(1.0, null, 4.0));
    }
}
