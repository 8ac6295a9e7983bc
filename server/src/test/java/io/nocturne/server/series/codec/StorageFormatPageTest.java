package io.nocturne.server.series.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The example in `docs/storage-format.md` is what is really written and read.
class StorageFormatPageTest {

    private static final Pattern BYTES = Pattern.compile("\\| `([0-9a-f ]+)` \\|");

    private final long[] times = {1_795_000_000_000L, 1_795_000_005_000L, 1_795_000_010_000L};
    private final double[][] columns = {{0.25, 0.5, 0.125}, {7, 7, 7}, {Double.NaN, Double.NaN, Double.NaN}};

    @Test
    void theExampleIsWhatIsWritten() throws IOException {
        byte[] whole = new ChunkWriter().encode(times, 3, columns, 3).whole();
        assertThat(HexFormat.ofDelimiter(" ").formatHex(whole)).isEqualTo(example());
    }

    @Test
    void theExampleIsRead() throws IOException, CorruptChunkException {
        byte[] whole = HexFormat.ofDelimiter(" ").parseHex(example());
        ChunkHead head = ChunkHead.readWhole(whole);
        assertThat(head.times()).isEqualTo(times);
        double[] into = new double[3];
        for (int column = 0; column < 3; column++) {
            head.decode(column, whole, head.size() + head.offset(column), into);
            assertThat(into).isEqualTo(columns[column]);
        }
    }

    private static String example() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "storage-format.md"));
        Matcher bytes = BYTES.matcher(page.substring(page.indexOf("## Example")));
        StringBuilder all = new StringBuilder();
        while (bytes.find()) {
            all.append(all.isEmpty() ? "" : " ").append(bytes.group(1));
        }
        return all.toString();
    }
}
