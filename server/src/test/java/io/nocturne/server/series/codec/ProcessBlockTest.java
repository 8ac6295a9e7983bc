package io.nocturne.server.series.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.series.ProcessTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProcessBlockTest {

    private static final ProcessSample PROCESS = new ProcessSample(1, "init", null, null, 0);

    private static ProcessTable at(long millis, ProcessSample... processes) {
        return new ProcessTable(Instant.ofEpochMilli(millis), List.of(processes));
    }

    @Test
    void everyBlockComesBackBitForBit() throws CorruptChunkException {
        for (long seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<ProcessTable> tables = ProcessTables.any(random, random.nextInt(1 + random.nextInt(130)));
            assertThat(ProcessBlock.decode(ProcessBlock.encode(tables)))
                    .as("seed " + seed)
                    .isEqualTo(tables);
        }
    }

    @Test
    void theLargestBlockComesBack() throws CorruptChunkException {
        List<ProcessSample> rows = Collections.nCopies(Snapshot.MAX_PROCESSES, PROCESS);
        List<ProcessTable> tables = Collections.nCopies(ProcessBlock.MAX_TABLES, new ProcessTable(Instant.EPOCH, rows));
        byte[] block = ProcessBlock.encode(tables);
        assertThat(ProcessBlock.decode(block)).isEqualTo(tables);
        assertThat(block).hasSizeLessThan(1_000);
    }

    @Test
    void theNewestTableNotAfterATimeIsFound() throws CorruptChunkException {
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<ProcessTable> tables = ProcessTables.any(random, random.nextInt(20));
            byte[] block = ProcessBlock.encode(tables);
            for (ProcessTable table : tables) {
                long time = table.time().toEpochMilli() + random.nextInt(-1, 2);
                assertThat(ProcessBlock.newestAtOrBefore(block, time))
                        .as("seed " + seed)
                        .isEqualTo(tables.reversed().stream()
                                .filter(one -> one.time().toEpochMilli() <= time)
                                .findFirst());
            }
            assertThat(ProcessBlock.newestAtOrBefore(block, Long.MIN_VALUE)).isEmpty();
        }
    }

    @Test
    void theLastOfEqualTimesIsTheNewest() throws CorruptChunkException {
        byte[] block = ProcessBlock.encode(List.of(at(5), at(7), at(7, PROCESS), at(9)));
        assertThat(ProcessBlock.newestAtOrBefore(block, 8)).hasValue(at(7, PROCESS));
    }

    @Test
    void theEndsOfTimeComeBack() throws CorruptChunkException {
        List<ProcessTable> tables = List.of(at(Long.MIN_VALUE), at(0), at(Long.MAX_VALUE));
        assertThat(ProcessBlock.decode(ProcessBlock.encode(tables))).isEqualTo(tables);
    }

    @Test
    void timesAreCutToTheMillisecond() throws CorruptChunkException {
        ProcessTable fine = new ProcessTable(Instant.ofEpochSecond(1, 2_999_999), List.of());
        assertThat(ProcessBlock.decode(ProcessBlock.encode(List.of(fine)))).containsExactly(at(1_002));
    }

    @Test
    void aProcessThatWasNotSeenForLongComesBackAsANewOne() throws CorruptChunkException {
        ProcessSample[] others = new ProcessSample[Snapshot.MAX_PROCESSES];
        List<ProcessTable> tables = new ArrayList<>(List.of(at(0, PROCESS)));
        for (int table = 1; table < 5; table++) {
            for (int i = 0; i < others.length; i++) {
                others[i] = new ProcessSample(1_000 * table + i, "other", "root", 0.5, 1 << 20);
            }
            tables.add(at(table, others));
        }
        tables.add(at(9, PROCESS));
        assertThat(ProcessBlock.decode(ProcessBlock.encode(tables))).isEqualTo(tables);
    }

    @Test
    void whatCannotBeABlockIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessBlock.encode(List.of(at(2), at(1))))
                .withMessage("time 1 of process table 1 is before table 0's 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessBlock.encode(Collections.nCopies(1_025, at(1))))
                .withMessage("1025 process tables, at most 1024");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessBlock.encode(
                        List.of(new ProcessTable(Instant.EPOCH, Collections.nCopies(101, PROCESS)))))
                .withMessage("process table 0 has 101 processes, at most 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessBlock.encode(List.of(new ProcessTable(Instant.MAX, List.of()))))
                .withMessageContaining("is no long of milliseconds");
    }
}
