package io.nocturne.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.metric.Display;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ValueAxisTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BYTE_RATE     | 266e6  | 0 MB/s, 100 MB/s, 200 MB/s, 300 MB/s
            BYTE_RATE     | 0      | 0 kB/s, 0.5 kB/s, 1 kB/s
            BYTE_RATE     | 60     | 0 kB/s, 0.5 kB/s, 1 kB/s
            EVENT_RATE    | 38     | 0 /s, 10 /s, 20 /s, 30 /s, 40 /s
            MILLISECONDS  | 0.061  | 0 ms, 20 ms, 40 ms, 60 ms, 80 ms
            PERCENT       | 0.034  | 0 %, 1 %, 2 %, 3 %, 4 %
            PERCENT       | 0.96   | 0 %, 50 %, 100 %
            NUMBER        | 1.6    | 0, 0.5, 1, 1.5, 2
            BINARY_BYTES  | 5.2e10 | 0 GiB, 16 GiB, 32 GiB, 48 GiB, 64 GiB
            """)
    void fitsRoundMarksFromZero(Display display, double high, String labels) {
        ValueAxis axis = ValueAxis.fit(display, high / 3, high, null, true, null);

        assertThat(axis.ticks().stream().map(axis::label).toList()).isEqualTo(List.of(labels.split(", ")));
        assertThat(axis.isCut()).isFalse();
    }

    @Test
    void readsTheWholeInQuartersOrHalves() {
        assertThat(labels(Display.PERCENT, Bounds.UTILIZATION, true))
                .containsExactly("0 %", "25 %", "50 %", "75 %", "100 %");
        assertThat(labels(Display.PERCENT, Bounds.UTILIZATION, false)).containsExactly("0 %", "50 %", "100 %");
        assertThat(labels(Display.PERCENT, new Bounds(0.7, 1), true)).containsExactly("70 %", "80 %", "90 %", "100 %");
        assertThat(labels(Display.BINARY_BYTES, new Bounds(0, 64L << 30), true))
                .containsExactly("0 GiB", "16 GiB", "32 GiB", "48 GiB", "64 GiB");
    }

    @Test
    void cutsTheAxisOfSizesFarFromZeroAndSaysSo() {
        ValueAxis axis = ValueAxis.fit(Display.DECIMAL_BYTES, 1.71e12, 1.79e12, null, true, null);

        assertThat(axis.isCut()).isTrue();
        assertThat(axis.ticks().stream().map(axis::label).toList()).containsExactly("1.7 TB", "1.75 TB", "1.8 TB");
    }

    @Test
    void keepsItsUnitUntilTheValuesAreAFifthBelowIt() {
        AxisUnit giga =
                ValueAxis.fit(Display.BYTE_RATE, 0, 1.1e9, null, true, null).unit();

        assertThat(giga.suffix()).isEqualTo("GB/s");
        assertThat(ValueAxis.fit(Display.BYTE_RATE, 0, 0.85e9, null, true, giga).unit())
                .isEqualTo(giga);
        assertThat(ValueAxis.fit(Display.BYTE_RATE, 0, 0.75e9, null, true, giga)
                        .unit()
                        .suffix())
                .isEqualTo("MB/s");
        assertThat(ValueAxis.fit(Display.BYTE_RATE, 0, 0.85e9, null, true, null)
                        .unit()
                        .suffix())
                .isEqualTo("MB/s");
    }

    @ParameterizedTest
    @EnumSource(Display.class)
    void alwaysHasAFewMarksAroundTheValues(Display display) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2000; i++) {
            double high = Math.pow(10, random.nextDouble(-4, 14));
            double low = high * random.nextDouble();
            for (boolean roomy : new boolean[] {true, false}) {
                ValueAxis axis = ValueAxis.fit(display, low, high, null, roomy, null);

                assertThat(axis.ticks().size())
                        .as("%s %s %s", display, low, high)
                        .isBetween(2, roomy ? 5 : 3);
                assertThat(axis.min()).isLessThanOrEqualTo(low);
                assertThat(axis.max()).isGreaterThanOrEqualTo(high * (1 - 1e-6));
                assertThat(axis.ticks().stream().map(axis::label).toList()).doesNotHaveDuplicates();
            }
        }
    }

    private static List<String> labels(Display display, Bounds bounds, boolean roomy) {
        ValueAxis axis = ValueAxis.fit(display, 0, 0, bounds, roomy, null);
        return axis.ticks().stream().map(axis::label).toList();
    }
}
