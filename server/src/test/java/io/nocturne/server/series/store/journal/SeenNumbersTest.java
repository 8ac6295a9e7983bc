package io.nocturne.server.series.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.server.ingest.Arrival;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SeenNumbersTest {

    private static final KnownLayout LAYOUT = KnownLayout.of(new Layout(List.of(SeriesKey.of("m"))));

    private final SeenNumbers seen = new SeenNumbers(Map.of());

    /// A cut that nobody waited for, or whose seal failed, must not take the numbers with it.
    @Test
    void whatASealDidNotStoreTheNextOneGetsToo() {
        UUID first = take(1, 5);
        assertThat(seen.changed()).containsOnlyKeys(first);
        UUID second = take(2, 6);

        assertThat(seen.changed()).containsOnlyKeys(first, second);

        seen.sealed(5);
        assertThat(seen.changed()).containsOnlyKeys(second);
        seen.sealed(6);
        assertThat(seen.changed()).isEmpty();
    }

    @Test
    void whatIsGivenBackIsNewTheNextTime() {
        JournalEntry entry = entry(UUID.randomUUID(), 1);
        assertThat(seen.take(entry)).hasSize(1);
        assertThat(seen.take(entry)).isEmpty();

        seen.giveBack();

        assertThat(seen.take(entry)).hasSize(1);
    }

    private UUID take(long number, long segment) {
        UUID agent = UUID.randomUUID();
        seen.take(entry(agent, number));
        seen.keep(segment);
        return agent;
    }

    private static JournalEntry entry(UUID agent, long number) {
        Snapshot snapshot = new Snapshot(Instant.EPOCH, SampleValues.of(1.0), List.of());
        return new JournalEntry(
                agent,
                UUID.randomUUID(),
                LAYOUT,
                List.of(new NumberedSnapshot(number, snapshot)),
                new Arrival(snapshot.time(), false));
    }
}
