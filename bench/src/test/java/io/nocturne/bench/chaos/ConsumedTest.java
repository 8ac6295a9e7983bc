package io.nocturne.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.bench.chaos.Consumed.Result;
import io.nocturne.bench.chaos.Consumed.Row;
import io.nocturne.bench.load.SentSeconds;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumedTest {

    private static final List<SentSeconds> HOSTS = List.of(new SentSeconds("h1", 3), new SentSeconds("h2", 1));

    private final Consumed consumed = new Consumed();
    private long running;

    @Test
    void everySnapshotOnceAndInOrderIsRight() {
        row(7, 0, "h1", 1);
        row(7, 0, "h1", 2);
        row(7, 1, "h2", 1);
        row(9, 0, "h1", 3);

        Result result = consumed.compared(HOSTS, 0);

        assertThat(result).isEqualTo(new Result(4, 0, 0, 0, 0));
        assertThat(result.isRight()).isTrue();
    }

    @Test
    void whatWasAcknowledgedAndNotTakenIsLost() {
        row(7, 0, "h1", 1);
        row(7, 1, "h1", 3);

        assertThat(consumed.compared(HOSTS, 0)).isEqualTo(new Result(2, 2, 0, 0, 0));
    }

    @Test
    void whatWasNeverAcknowledgedMayBeThereToo() {
        row(7, 0, "h1", 1);
        row(7, 0, "h1", 2);
        row(7, 0, "h1", 3);
        row(7, 0, "h1", 4);
        row(7, 1, "h2", 1);
        row(7, 2, "h3", 1);

        assertThat(consumed.compared(HOSTS, 0).isRight()).isTrue();
    }

    @Test
    void anEntryThatIsTakenAgainIsDoubledAndOutOfOrder() {
        row(7, 0, "h1", 1);
        row(7, 1, "h1", 2);
        row(7, 1, "h1", 2);
        row(8, 0, "h1", 3);
        row(8, 1, "h2", 1);

        assertThat(consumed.compared(HOSTS, 0)).isEqualTo(new Result(5, 0, 1, 1, 0));
    }

    @Test
    void whatStandsBeforeWhatWasTakenBeforeItIsOutOfOrder() {
        row(8, 0, "h1", 2);
        row(7, 5, "h1", 1);
        row(8, 1, "h1", 3);
        row(9, 0, "h2", 1);

        assertThat(consumed.compared(HOSTS, 0)).isEqualTo(new Result(4, 0, 0, 1, 0));
    }

    @Test
    void aRunningNumberThatLeapsIsOutOfOrder() {
        row(7, 0, "h1", 1);
        running++;
        row(7, 1, "h1", 2);

        assertThat(consumed.compared(List.of(new SentSeconds("h1", 2)), 0).outOfOrder())
                .isEqualTo(1);
    }

    @Test
    void aGapIsNotRight() {
        assertThat(consumed.compared(List.of(), 1).isRight()).isFalse();
    }

    private void row(long segment, int entry, String hostId, long sequence) {
        consumed.row(new Row(++running, 1, segment, entry, hostId, sequence));
    }
}
