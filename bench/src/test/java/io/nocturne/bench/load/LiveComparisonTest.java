package io.nocturne.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.bench.load.LiveComparison.Result;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveComparisonTest {

    private static final SentSeconds FIVE = new SentSeconds("h1", 5);

    private final LiveComparison comparison = new LiveComparison();

    @Test
    void whatCameAsATickIsNotMissed() {
        ticks("h1", 0, 1, 2, 3, 4);

        assertThat(compared(false)).isEqualTo(new Result(5, 0, 0, 0));
    }

    @Test
    void whatNobodyNamedIsSilent() {
        ticks("h1", 0, 1, 4);

        assertThat(compared(false)).isEqualTo(new Result(3, 0, 2, 0));
    }

    @Test
    void aTickNamesWhatItStandsFor() {
        ticks("h1", 0, 1);
        comparison.take(tick("h1", 4, ",\"missedFrom\":\"%s\",\"missed\":2".formatted(time(2))));

        assertThat(compared(false)).isEqualTo(new Result(3, 2, 0, 0));
        assertThat(comparison.told()).isEqualTo(2);
    }

    @Test
    void moreThanAStretchCountsIsSilent() {
        ticks("h1", 0);
        comparison.take(tick("h1", 4, ",\"missedFrom\":\"%s\",\"missed\":2".formatted(time(1))));

        assertThat(compared(false)).isEqualTo(new Result(2, 2, 1, 0));
    }

    @Test
    void aStretchOfAllHostsIsSharedByThem() {
        ticks("h1", 0, 1, 2, 3);
        ticks("h2", 0, 1, 2);
        comparison.take(
                "{\"type\":\"samplesMissed\",\"subscription\":\"s\",\"frame\":1,\"serverTime\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"count\":2}"
                        .formatted(time(9), time(3), time(5)));

        assertThat(comparison.compared(List.of(FIVE, new SentSeconds("h2", 5)), 0, 5_000, false))
                .isEqualTo(new Result(7, 2, 1, 0));
    }

    @Test
    void aConnectionThatEndedCountsUpToItsLastTick() {
        ticks("h1", 0, 2);

        assertThat(compared(true)).isEqualTo(new Result(1, 0, 1, 0));
    }

    @Test
    void whatCameTwiceIsSaid() {
        ticks("h1", 0, 1, 2, 3, 4, 4);

        assertThat(compared(false).doubled()).isEqualTo(1);
    }

    @Test
    void typesThatItDoesNotKnowAreNoTicks() {
        assertThat(comparison.take("{\"type\":\"alertChanged\"}")).isEmpty();
    }

    private Result compared(boolean hasEnded) {
        return comparison.compared(List.of(FIVE), 0, 5_000, hasEnded);
    }

    private void ticks(String hostId, int... numbers) {
        for (int number : numbers) {
            assertThat(comparison.take(tick(hostId, number, ""))).isPresent();
        }
    }

    private static String tick(String hostId, int number, String more) {
        return "{\"type\":\"sampleTick\",\"hostId\":\"%s\",\"serverTime\":\"%s\",\"time\":\"%s\",\"values\":[0.5,null]%s}"
                .formatted(hostId, time(number), time(number), more);
    }

    private static Instant time(int number) {
        return Instant.ofEpochMilli(number * 1_000L);
    }
}
