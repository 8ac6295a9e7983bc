package io.nocturne.server.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.series.Aggregate.Across;
import io.nocturne.server.series.Aggregate.By;
import io.nocturne.server.series.Aggregate.Combine;
import io.nocturne.server.series.Aggregate.Every;
import io.nocturne.server.series.Aggregate.Top;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

class QueryParametersTest {

    @Test
    void readsPairsWithCommasAndEqualsInTheirValues() {
        assertThat(given("attributes", "cpu.mode=user,system.filesystem.mountpoint=/a\\,b=c")
                        .pairs("attributes"))
                .isEqualTo(Map.of("cpu.mode", "user", "system.filesystem.mountpoint", "/a,b=c"));
        assertThat(given().pairs("attributes")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "=user", "a=b,", ",", "a=b,a=c"})
    void refusesWhatIsNotKeyAndValue(String text) {
        assertRefused(() -> given("selector", text).pairs("selector"), "'selector' must be key=value");
    }

    @Test
    void aParameterThatIsGivenTwiceIsNotGuessedAt() {
        assertRefused(() -> given("from", "a", "from", "b").time("from"), "'from' is given 2 times");
    }

    @Test
    void anUnknownParameterIsNamedWithWhatIsAllowed() {
        assertRefused(() -> given("metrik", "m"), "'metrik' is unknown, allowed are [aggregate, attributes, by, from");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "5001", "-3", "1e3", "99999999999", " 5"})
    void numbersHaveBounds(String text) {
        assertRefused(() -> given("points", text).number("points", 600, 2, 5_000), "'points' must be 2 to 5000");
    }

    @Test
    void anAbsentNumberIsItsDefault() {
        assertThat(given().number("points", 600, 2, 5_000)).isEqualTo(600);
        assertThat(given("points", "5000").number("points", 600, 2, 5_000)).isEqualTo(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "2026-11-22", "+999999999-12-31T23:59:59Z", "1969-12-31T23:59:59Z"})
    void timesAreThoseThatASampleCanHave(String text) {
        assertRefused(() -> given("from", text).time("from"), "'from' must be a time like 2026-11-22T10:00:00Z");
    }

    @Test
    void readsTimes() {
        assertThat(given("to", "2026-11-22T10:00:00.5Z").time("to"))
                .contains(Instant.parse("2026-11-22T10:00:00.500Z"));
    }

    @Test
    void hostsMayBeGivenOneByOneOrBetweenCommas() {
        UUID one = new UUID(0, 1);
        UUID two = new UUID(0, 2);

        assertThat(given("host", one + "," + two, "host", one.toString()).hosts())
                .containsExactly(one, two);
        assertRefused(() -> given("host", "h1").hosts(), "'host' must be a host's id");
    }

    @Test
    void metricsAreNamedOneByOne() {
        assertThat(given("metric", "a", "metric", "b", "metric", "a").metrics()).containsExactly("a", "b");
        assertRefused(() -> given().metrics(), "'metric' is missing");
        assertRefused(() -> given("metric", "").metrics(), "'metric' must be given 1 to 20 times");
    }

    @ParameterizedTest
    @CsvSource({"sum, SUM", "avg, AVG", "max, MAX", "min, MIN"})
    void readsHowToCombine(String text, Combine combine) {
        assertThat(AggregateParameters.read(given("aggregate", text)))
                .isEqualTo(new Across(combine, new By(false, Set.of())));
    }

    @Test
    void readsWhatStaysApart() {
        assertThat(AggregateParameters.read(given("aggregate", "sum", "by", "host,cpu.mode", "by", "system.device")))
                .isEqualTo(new Across(Combine.SUM, new By(true, Set.of("cpu.mode", "system.device"))));
    }

    @Test
    void readsTheHighest() {
        assertThat(AggregateParameters.read(given("aggregate", "topk:10"))).isEqualTo(new Top(10));
        assertThat(AggregateParameters.read(given())).isEqualTo(new Every());
    }

    @ParameterizedTest
    @ValueSource(strings = {"topk", "topk:", "topk:0", "topk:101", "topk:1000", "SUM", "median"})
    void anUnknownAggregateIsRefusedWithWhatIsAllowed(String text) {
        assertRefused(
                () -> AggregateParameters.read(given("aggregate", text)),
                "sum, avg, max, min, or topk:K with a K of 1");
    }

    @Test
    void byWithoutCombiningIsRefused() {
        assertRefused(() -> AggregateParameters.read(given("by", "host")), "'by' goes with aggregate sum");
        assertRefused(
                () -> AggregateParameters.read(given("by", "host", "aggregate", "topk:3")), "'by' goes with aggregate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mountpoint=C:\\\\,type=ntfs    | {mountpoint=C:\\, type=ntfs}
            mountpoint=C:\\                | {mountpoint=C:\\}
            mountpoint=C:\\\\              | {mountpoint=C:\\}
            mountpoint=C:\\data,type=ntfs  | {mountpoint=C:\\data, type=ntfs}
            mountpoint=D:\\a\\,b,type=x     | {mountpoint=D:\\a,b, type=x}
            a=x\\\\\\,y,b=1             | {a=x\\,y, b=1}
            a=b=c,d==                     | {a=b=c, d==}
            a=,b=1                        | {a=, b=1}
            a=1\\,                       | {a=1,}
            """)
    void aBackslashKeepsACommaAndABackslashAndNothingElse(String text, String pairs) {
        assertThat(given("attributes", text).pairs("attributes")).hasToString(pairs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=1", "a=1,", ",a=1", "a=1,,b=2", "a=1,a=2", "a=1,b", ","})
    void whatIsNoPairsIsRefused(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> given("selector", text).pairs("selector"))
                .withMessageContaining("'selector'");
    }

    private static QueryParameters given(String... namesAndValues) {
        MultiValueMap<String, String> given = new LinkedMultiValueMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new QueryParameters(
                given,
                List.of("metric", "host", "selector", "attributes", "from", "to", "points", "aggregate", "by")
                        .toArray(String[]::new));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading, String detail) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(reading).withMessageContaining(detail);
    }
}
