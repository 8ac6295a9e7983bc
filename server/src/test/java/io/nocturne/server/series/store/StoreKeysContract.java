package io.nocturne.server.series.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.TimeRange;
import io.nocturne.server.FakeClock;
import io.nocturne.server.ingest.KnownLayout;
import io.nocturne.server.ingest.NumberedSnapshot;
import io.nocturne.server.platform.config.ConfigException;
import io.nocturne.server.platform.crypt.Encryption;
import io.nocturne.server.series.SeriesQuery.RangeRequest;
import io.nocturne.server.series.store.chunk.KeyedRows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/// What becomes of stored samples as keys come and go, on a database that a subclass brings.
abstract class StoreKeysContract {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final SeriesKey MEMORY = SeriesKey.of("system.memory.usage");
    private static final KnownLayout LAYOUT = KnownLayout.of(new Layout(List.of(MEMORY)));
    private static final String ONE = "1 " + TestKeys.ONE;
    private static final String TWO = "2 " + TestKeys.TWO;

    @TempDir
    private Path directory;

    private final FakeClock clock = new FakeClock(START);
    private final UUID host = UUID.randomUUID();
    private final UUID agent = UUID.randomUUID();
    private TestDatabase database;
    private TestKeys keys;
    private OpenStore store;
    private int rows;

    abstract TestDatabase database();

    @BeforeEach
    void open() {
        database = database();
        keys = new TestKeys(directory).write(ONE);
        store = encrypted();
    }

    @AfterEach
    void close() {
        store.kill();
        database.close();
    }

    @Test
    void aRotationWhileSamplesComeLosesNothingAndLeavesNoRowUnderTheOldKey() {
        fill(400);
        store.upkeep().seal();
        fill(10);
        keys.write(TWO, ONE);
        for (int i = 0; i < 30; i++) {
            fill(20);
            clock.advance(Duration.ofSeconds(61));
            store.upkeep().tick();
            assertThat(samples()).isEqualTo(rows);
        }
        recryptAll();

        assertThat(rowsUnder(1)).isZero();
        assertThat(rowsUnder(2)).isPositive();
        store.upkeep().seal();
        keys.write(TWO);
        restart(keyed());
        assertThat(samples()).isEqualTo(rows);
    }

    @Test
    void encryptionSwitchedOnLaterCoversWhatWasThereAndPlainUndoesIt() {
        restart(Encryption.none());
        fill(200);
        store.upkeep().seal();
        assertThat(rowsUnder(0)).isPositive();

        restart(keyed());
        recryptAll();
        assertThat(rowsUnder(0)).isZero();
        assertThat(samples()).isEqualTo(rows);

        keys.write("0 plain", ONE);
        look();
        recryptAll();
        assertThat(rowsUnder(1)).isZero();
        restart(Encryption.none());
        assertThat(samples()).isEqualTo(rows);
    }

    @Test
    void switchingOffOverEncryptedRowsIsRefused() {
        fill(100);
        store.upkeep().seal();
        store.kill();

        assertThatThrownBy(() -> restart(Encryption.none()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("encrypted with keys [1], but encryption.key_file is not set");
    }

    @Test
    void aMissingKeyOfTheJournalStopsTheStartUnlessItIsDeclaredLost() {
        fill(10);
        keys.write(TWO);

        assertThatThrownBy(() -> restart(keyed()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("the journal holds samples that are encrypted with keys [1]");

        keys.write(TWO, "1 lost");
        restart(keyed());
        assertThat(samples()).isZero();
        fill(10);
        store.upkeep().seal();
        assertThat(samples()).isEqualTo(10);
    }

    @Test
    void aWrongKeyOfTheJournalStopsTheStart() {
        fill(10);
        keys.write("1 " + TestKeys.TWO);

        assertThatThrownBy(() -> restart(keyed()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the key of that id is another now");
    }

    @Test
    void chunksWithoutTheirKeyAreLeftOutAndAreThereAgainWithIt() {
        fill(240);
        store.upkeep().seal();
        keys.write(TWO);
        restart(keyed());
        assertThat(samples()).isZero();
        fill(5);
        store.upkeep().seal();
        assertThat(samples()).isEqualTo(5);
        clock.advance(Duration.ofDays(1));
        assertThat(store.leaderWork().roll())
                .as("rollups without the missing samples")
                .isFalse();

        keys.write(TWO, ONE);
        look();

        assertThat(samples()).isEqualTo(rows);
        recryptAll();
        assertThat(rowsUnder(1)).isZero();
        assertThat(samples()).isEqualTo(rows);
    }

    @Test
    void aWrongKeyOfChunksIsLikeAMissingOne() {
        fill(240);
        store.upkeep().seal();
        keys.write("1 " + TestKeys.TWO);
        restart(keyed());

        assertThat(samples()).isZero();
        clock.advance(Duration.ofDays(1));
        assertThat(store.leaderWork().roll()).isFalse();
    }

    @Test
    void aBadFileOrOneThatLacksANeededKeyLeavesTheOldKeysInUse() {
        fill(240);
        store.upkeep().seal();
        for (String bad : List.of("1 zz", TWO, "1 " + TestKeys.TWO)) {
            keys.write(bad);
            look();
            assertThat(samples()).as(bad).isEqualTo(rows);
        }
        keys.write(TWO, ONE).permit("rw-r--r--");
        look();
        keys.permit("rw-------");
        look();
        recryptAll();
        assertThat(samples()).isEqualTo(rows);
        assertThat(rowsUnder(1)).isZero();
    }

    @Test
    void keysThatCouldNotBeFollowedAreTakenTheNextTime() {
        boolean[] away = {true};
        restart(keyed().followedBy(ring -> {
            if (away[0]) {
                throw new IllegalStateException("the database is away");
            }
        }));
        keys.write(TWO, ONE);
        assertThatThrownBy(this::look).hasMessage("the database is away");
        assertThat(store.tables().encryption().cipher().ring().writeId()).isEqualTo(1);

        away[0] = false;
        look();

        assertThat(store.tables().encryption().cipher().ring().writeId()).isEqualTo(2);
    }

    @Test
    void aRowThatWasMovedIsLeftOutAndNothingElse() {
        fill(360);
        store.upkeep().seal();
        JdbcTemplate jdbc = new JdbcTemplate(database.source());
        byte[] other = jdbc.queryForObject(
                "SELECT payload FROM raw_chunk_20261122 WHERE start_millis = ?", byte[].class, START.toEpochMilli());
        jdbc.update(
                "UPDATE raw_chunk_20261122 SET payload = ? WHERE start_millis = ?",
                other,
                START.plusSeconds(600).toEpochMilli());

        assertThat(samples()).isEqualTo(240);
        keys.write(TWO, ONE);
        look();
        recryptAll();
        assertThat(rowsUnder(1)).isEqualTo(1);
        assertThat(samples()).isEqualTo(240);
    }

    private OpenStore encrypted() {
        return new OpenStore(database.source(), database.kind(), clock, keyed());
    }

    private Encryption keyed() {
        return keys.encryption();
    }

    private void restart(Encryption encryption) {
        store.kill();
        database.reopen();
        store = new OpenStore(database.source(), database.kind(), clock, encryption);
    }

    /// Lets the store see that the key file has changed, and nothing else.
    private void look() {
        clock.advance(Duration.ofSeconds(61));
        store.upkeep().refresh();
    }

    private void recryptAll() {
        boolean more = true;
        while (more) {
            more = store.leaderWork().recrypt();
        }
    }

    private void fill(int count) {
        List<NumberedSnapshot> some = new ArrayList<>();
        for (int i = 0; i < count; i++, rows++) {
            Instant time = START.plusSeconds(5L * rows);
            some.add(new NumberedSnapshot(rows + 1L, new Snapshot(time, SampleValues.of(1e9 + 4_096.0 * rows))));
        }
        assertThat(store.append(agent, host, LAYOUT, some)).hasSize(count);
    }

    private long samples() {
        long[] count = {0};
        TimeRange all = new TimeRange(START, START.plus(Duration.ofDays(2)));
        store.read(
                new RangeRequest(List.of(host), List.of(MEMORY.metric()), Map.of(), all, Resolution.RAW, 0),
                (id, key, steps) -> {
                    for (int i = 0; i < steps.size(); i++) {
                        count[0] += steps.count(i);
                    }
                });
        return count[0];
    }

    private long rowsUnder(int keyId) {
        KeyedRows keyed = store.tables().keyed();
        return keyed.tables().stream()
                .mapToLong(table -> keyed.count(table, keyId))
                .sum();
    }
}
