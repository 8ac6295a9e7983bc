package io.nocturne.model.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaledVarintsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 20",
        "-1, 10",
        "0.5, a101",
        "0.25, a206",
        "4, 8001",
        "-0.0, 0e0000000000000080",
        "1e300, 0e9c7500883ce4377e",
    })
    void theBytesAreAsTheyAreDocumented(double value, String hex) {
        assertThat(HexFormat.of().formatHex(ScaledVarints.encode(SampleValues.of(value))))
                .isEqualTo(hex);
    }

    @Test
    void anAbsentValueIsOneByte() {
        byte[] bytes = ScaledVarints.encode(SampleValues.of(null, 1.0, null));

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("0f200f");
        assertThat(decode(bytes)).isEqualTo(SampleValues.of(null, 1.0, null));
    }

    @Test
    void everyFiniteDoubleComesBackBitByBit() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            double value = switch (i % 5) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextLong() >> random.nextInt(64);
                case 2 -> Math.rint(random.nextDouble() * 1e6) / 1e4;
                case 3 -> -random.nextInt(1_000_000_000) / 1e9;
                default -> random.nextDouble();
            };
            if (Double.isFinite(value)) {
                double back =
                        decode(ScaledVarints.encode(SampleValues.of(value))).get(0);
                assertThat(Double.doubleToRawLongBits(back)).isEqualTo(Double.doubleToRawLongBits(value));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            80                       | byte 0 of values is cut short
            2080                     | byte 1 of values is cut short
            ffffffffffffffffffff01   | byte 0 of values is cut short or has more than 64 bits
            ffffffffffffffffff02     | byte 0 of values is cut short or has more than 64 bits
            200e00                   | value 1 is cut short or of a kind
            0a                       | value 0 is cut short or of a kind that is not known (head 10)
            1f                       | (head 31)
            0e000000000000f07f       | value 0 is Infinity
            0e000000000000f87f       | value 0 is NaN
            2020202020               | values has more than 4 entries
            """)
    void aWrongByteIsNamed(String hex, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decode(HexFormat.of().parseHex(hex)))
                .withMessageContaining(expected);
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElse() {
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            try {
                ScaledVarints.decode(bytes, 0, bytes.length, 40);
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }

        assertThat(refused).isBetween(1, 99_999);
    }

    private static SampleValues decode(byte[] bytes) {
        return ScaledVarints.decode(bytes, 0, bytes.length, 4);
    }
}
