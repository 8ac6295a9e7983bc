package io.nocturne.server.series.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SequenceRangesTest {

    @RepeatedTest(50)
    void agreesWithASetOfNumbers(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        int bound = 5 + random.nextInt(300);
        SequenceRanges ranges = new SequenceRanges();
        Set<Long> set = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            long number = 1L + random.nextInt(bound);
            assertThat(ranges.add(number)).isEqualTo(set.add(number));
            if (random.nextInt(20) == 0) {
                ranges = SequenceRanges.fromBytes(ranges.toBytes());
            }
        }
        for (long number = 0; number <= bound + 1; number++) {
            assertThat(ranges.contains(number)).as("%d", number).isEqualTo(set.contains(number));
        }
    }

    @Test
    void numbersInARowAreOneRange() {
        SequenceRanges ranges = new SequenceRanges();
        for (long number : new long[] {5, 3, 4, 1, 2, Long.MAX_VALUE}) {
            assertThat(ranges.add(number)).isTrue();
        }
        assertThat(ranges.toBytes()).hasSize(2 * 2 * Long.BYTES);
    }

    @Test
    void theFirstAndLastNumbersThereAreJoinWithNothingBeyond() {
        SequenceRanges ranges = new SequenceRanges();
        long[] numbers = {Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE + 1, 0};
        for (long number : numbers) {
            assertThat(ranges.add(number)).as("%d", number).isTrue();
            assertThat(ranges.add(number)).as("%d again", number).isFalse();
            assertThat(SequenceRanges.faultIn(ranges.toBytes())).isEmpty();
        }
        for (long number : numbers) {
            assertThat(ranges.contains(number)).as("%d", number).isTrue();
        }
        assertThat(ranges.toBytes()).hasSize(3 * 2 * Long.BYTES);
    }

    @Test
    void beyondTheLimitTheLowestGapCountsAsSeen() {
        SequenceRanges ranges = new SequenceRanges();
        for (long i = 0; i <= SequenceRanges.MAX_RANGES; i++) {
            ranges.add(10 + i * 10);
        }

        assertThat(ranges.contains(15)).isTrue();
        assertThat(ranges.contains(25)).isFalse();
        assertThat(ranges.toBytes()).hasSize(SequenceRanges.MAX_RANGES * 2 * Long.BYTES);
    }

    @RepeatedTest(50)
    void whatEitherHasIsInBoth(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        Set<Long> set = new HashSet<>();
        SequenceRanges one = some(random, set);
        SequenceRanges other = some(random, set);

        SequenceRanges both = one.and(other);

        assertThat(SequenceRanges.faultIn(both.toBytes())).isEmpty();
        for (long number = 0; number <= 302; number++) {
            assertThat(both.contains(number)).as("%d", number).isEqualTo(set.contains(number));
        }
    }

    private static SequenceRanges some(Random random, Set<Long> set) {
        SequenceRanges ranges = new SequenceRanges();
        for (int i = random.nextInt(200); i > 0; i--) {
            long number = 1L + random.nextInt(300);
            ranges.add(number);
            set.add(number);
        }
        return ranges;
    }

    @Test
    void aCopyDoesNotChangeWithIt() {
        SequenceRanges ranges = new SequenceRanges();
        ranges.add(1);
        SequenceRanges copy = ranges.copy();
        ranges.add(2);

        assertThat(copy.contains(2)).isFalse();
        assertThat(copy.contains(1)).isTrue();
    }
}
