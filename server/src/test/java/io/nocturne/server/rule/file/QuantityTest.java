package io.nocturne.server.rule.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nocturne.server.rule.RuleUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "80%, FRACTION, 0.8",
        "0.8, FRACTION, 0.8",
        "99.9 %, FRACTION, 0.999",
        "10 GB, BYTES, 10000000000",
        "20GiB, BYTES, 21474836480",
        "1.5 MB/s, BYTES_PER_SECOND, 1500000",
        "100 ms, SECONDS, 0.1",
        "90s, SECONDS, 90",
        "1h30m, SECONDS, 5400",
        "24h, SECONDS, 86400",
        "80 C, CELSIUS, 80",
        "3, INTERVALS, 3",
        "1e3, NUMBER, 1000",
        "-5, UNKNOWN, -5",
        "10 ms, UNKNOWN, 0.01"
    })
    void readsWhatPeopleWrite(String text, RuleUnit unit, double value) {
        assertThat(Quantity.parse(text, unit)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"80 ms, FRACTION", "10 GB, SECONDS", "80%, NUMBER", ".nan, FRACTION", "0x10, NUMBER", "5 5, NUMBER"})
    void refusesWhatIsNoSuchNumber(String text, RuleUnit unit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantity.parse(text, unit))
                .withMessageStartingWith("allowed is ");
    }

    @ParameterizedTest
    @CsvSource({"90s, 90", "5m, 300", "24h, 86400", "1h30m, 5400", "120, 120", "0s, 0", "0.5m, 30"})
    void readsDurations(String text, long seconds) {
        assertThat(Quantity.seconds(text)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({"1.5s", "5 minutes", "-5s", "h", "''"})
    void refusesWhatIsNoDuration(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.seconds(text));
    }

    @ParameterizedTest
    @EnumSource(RuleUnit.class)
    void whatItWritesItReadsToTheSameNumber(RuleUnit unit) {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            double value = random.nextDouble() * Math.pow(10, random.nextInt(24) - 8);
            double rounded = Math.rint(value * 100) / 100;
            assertThat(Quantity.parse(Quantity.text(value, unit), unit)).isEqualTo(value);
            assertThat(Quantity.parse(Quantity.text(rounded, unit), unit)).isEqualTo(rounded);
        }
        assertThat(Quantity.parse(Quantity.text(Double.MIN_VALUE, unit), unit)).isEqualTo(Double.MIN_VALUE);
        assertThat(Quantity.parse(Quantity.text(Double.MAX_VALUE, unit), unit)).isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void writesWhatIsReadBest() {
        assertThat(Quantity.text(0.8, RuleUnit.FRACTION)).isEqualTo("80%");
        assertThat(Quantity.text(0.08, RuleUnit.SECONDS)).isEqualTo("80 ms");
        assertThat(Quantity.text(14_400, RuleUnit.SECONDS)).isEqualTo("4h");
        assertThat(Quantity.text(2e10, RuleUnit.BYTES)).isEqualTo("20 GB");
        assertThat(Quantity.text(300)).isEqualTo("5m");
        assertThat(Quantity.text(0)).isEqualTo("0s");
    }
}
