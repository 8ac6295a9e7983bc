package io.nocturne.server.notify.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.Receiver.Limit;
import io.nocturne.server.notify.flow.Budget.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BudgetTest {

    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

    /// How many messages there were in the last quarter of an hour, and whether one more may go.
    @ParameterizedTest
    @CsvSource(textBlock = """
            0, REPEAT_OR_RECOVERY, true
            2, REPEAT_OR_RECOVERY, true
            3, REPEAT_OR_RECOVERY, false
            3, BAD_NEWS,           true
            4, BAD_NEWS,           false
            4, FIRST_CRITICAL,     true
            5, FIRST_CRITICAL,     false
            """)
    void aPartIsKeptForWhatMattersMore(int sent, Weight weight, boolean passes) {
        List<Instant> times =
                IntStream.range(0, sent).mapToObj(NOW::minusSeconds).toList();

        assertThat(Budget.fullUntil(Budget.SMALL, times, weight, NOW).isEmpty()).isEqualTo(passes);
    }

    @ParameterizedTest
    @EnumSource(Weight.class)
    void theTableThatIsPublishedIsTrue(Weight weight) throws IOException {
        String row = switch (weight) {
            case FIRST_CRITICAL -> "an alert that is critical for the first time";
            case BAD_NEWS -> "other bad news: a warning, worse, unknown, reopened";
            case REPEAT_OR_RECOVERY -> "repeats and recoveries";
        };
        String numbers = Stream.concat(Budget.SMALL.stream(), Budget.LARGE.stream())
                .map(limit -> "" + passing(limit, weight))
                .collect(Collectors.joining(" | "));

        assertThat(Files.readString(Path.of("..", "docs", "alerts.md")))
                .contains("| %s | %s |".formatted(row, numbers));
    }

    private static long passing(Limit limit, Weight weight) {
        return IntStream.range(0, limit.messages())
                .filter(sent -> Budget.fullUntil(
                                List.of(limit), Collections.nCopies(sent, NOW.minusSeconds(1)), weight, NOW)
                        .isEmpty())
                .count();
    }

    @Test
    void thereIsRoomAgainWhenTheOldestThatCountsIsOut() {
        List<Limit> two = List.of(new Limit(2, 600));
        List<Instant> times = List.of(NOW.minusSeconds(500), NOW.minusSeconds(100), NOW.minusSeconds(50));

        assertThat(Budget.fullUntil(two, times, Weight.FIRST_CRITICAL, NOW)).contains(NOW.plusSeconds(500));
        assertThat(Budget.fullUntil(two, times, Weight.FIRST_CRITICAL, NOW.plusSeconds(500)))
                .isEmpty();
    }

    @Test
    void everyLimitHolds() {
        List<Instant> times = IntStream.range(0, 21)
                .mapToObj(i -> NOW.minusSeconds(3_700 + i * 300L))
                .toList();

        assertThat(Budget.fullUntil(Budget.SMALL, times, Weight.FIRST_CRITICAL, NOW))
                .isPresent();
    }

    @Test
    void aLimitOfOneStillLetsOnePass() {
        assertThat(Budget.fullUntil(List.of(new Limit(1, 60)), List.of(), Weight.REPEAT_OR_RECOVERY, NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sms, 5", "sms-http, 5", "twilio, 5", "slack, 100", "email, 100"})
    void whatIsReadOnAPhoneHasTheSmallTable(String type, int messages) {
        assertThat(Budget.ofType(type).getFirst().messages()).isEqualTo(messages);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 800",
        "1, 1, 1200",
        "2, 0.5, 2000",
        "5, 0.5, 16000",
        "9, 0.5, 256000",
        "10, 0.5, 300000",
        "99, 0.5, 300000"
    })
    void waitsGrowToFiveMinutes(int failures, double chance, long millis) {
        assertThat(Backoff.after(failures, chance)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void whatAReceiverAsksForIsBounded() {
        assertThat(Backoff.asked(Duration.ofSeconds(-3))).isZero();
        assertThat(Backoff.asked(Duration.ofSeconds(12))).isEqualTo(Duration.ofSeconds(12));
        assertThat(Backoff.asked(Duration.ofDays(9))).isEqualTo(Duration.ofHours(6));
    }
}
