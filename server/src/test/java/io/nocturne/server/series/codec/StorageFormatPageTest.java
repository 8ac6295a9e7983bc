package io.nocturne.server.series.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.series.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The examples in `docs/storage-format.md` are what is really written and read.
class StorageFormatPageTest {

    private static final Pattern BYTES = Pattern.compile("\\| `([0-9a-f ]+)` \\|");

    private final long[] times = {1_795_000_000_000L, 1_795_000_005_000L, 1_795_000_010_000L};
    private final double[][] columns = {{0.25, 0.5, 0.125}, {7, 7, 7}, {Double.NaN, Double.NaN, Double.NaN}};

    private final List<ProcessTable> tables = List.of(
            new ProcessTable(
                    Instant.ofEpochMilli(times[0]),
                    List.of(
                            new ProcessSample(1, "init", "root", 0.25, 8192),
                            new ProcessSample(42, "java", null, null, 16_384))),
            new ProcessTable(
                    Instant.ofEpochMilli(times[1]),
                    List.of(
                            new ProcessSample(42, "java", null, 1.5, 20_480),
                            new ProcessSample(1, "init", "root", 1 / 3.0, 8192),
                            new ProcessSample(43, "java", "root", 0.0, 0))));

    @Test
    void theExampleIsWhatIsWritten() throws IOException {
        byte[] whole = new ChunkWriter().encode(times, 3, columns, 3).whole();
        assertThat(HexFormat.ofDelimiter(" ").formatHex(whole)).isEqualTo(example("## Example"));
    }

    @Test
    void theExampleIsRead() throws IOException, CorruptChunkException {
        byte[] whole = HexFormat.ofDelimiter(" ").parseHex(example("## Example"));
        ChunkHead head = ChunkHead.readWhole(whole);
        assertThat(head.times()).isEqualTo(times);
        double[] into = new double[3];
        for (int column = 0; column < 3; column++) {
            head.decode(column, whole, head.size() + head.offset(column), into);
            assertThat(into).isEqualTo(columns[column]);
        }
    }

    @Test
    void theProcessExampleIsWhatIsWritten() throws IOException {
        String written = HexFormat.ofDelimiter(" ").formatHex(ProcessBlock.encode(tables));
        assertThat(written).isEqualTo(example("## Process block example"));
    }

    @Test
    void theProcessExampleIsRead() throws IOException, CorruptChunkException {
        byte[] block = HexFormat.ofDelimiter(" ").parseHex(example("## Process block example"));
        assertThat(ProcessBlock.decode(block)).isEqualTo(tables);
    }

    /// The bytes in the tables of one section.
    private static String example(String heading) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "storage-format.md"));
        String section = page.substring(page.indexOf(heading + "\n") + heading.length());
        Matcher bytes = BYTES.matcher(section.substring(0, section.indexOf("\n## ")));
        StringBuilder all = new StringBuilder();
        while (bytes.find()) {
            all.append(all.isEmpty() ? "" : " ").append(bytes.group(1));
        }
        return all.toString();
    }
}
