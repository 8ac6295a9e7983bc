package io.nocturne.server.series.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.series.ProcessTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessDataSizeTest {

    private static final int HOSTS = 20;

    @Test
    void aTableInABlockTakesLittleMoreThanAByteForAProcess() {
        double bytes = 0;
        double rows = 0;
        for (int seed = 0; seed < HOSTS; seed++) {
            List<ProcessTable> tables = new ProcessData(seed).tables();
            bytes += ProcessBlock.encode(tables).length;
            rows += tables.stream().mapToInt(table -> table.processes().size()).sum();
        }
        assertThat(rows / (HOSTS * ProcessData.TABLES)).isBetween(19.0, 20.0);
        assertThat(bytes / (HOSTS * ProcessData.TABLES)).isBetween(25.0, 31.0);
    }

    @Test
    void aTableAloneTakesSomeTwentyBytesForAProcess() {
        for (int seed = 0; seed < HOSTS; seed++) {
            ProcessTable table = new ProcessData(seed).tables().getFirst();
            assertThat(ProcessBlock.encode(List.of(table)))
                    .as("seed " + seed)
                    .hasSizeLessThan(22 * table.processes().size());
        }
    }
}
