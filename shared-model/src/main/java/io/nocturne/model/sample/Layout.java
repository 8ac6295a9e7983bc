package io.nocturne.model.sample;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// The series that an agent reports, in the order in which the values of a snapshot stand.
///
/// **Shape** - 1 to [#MAX_SERIES] distinct keys.
/// **Errors** - [IllegalArgumentException] for an empty or too long list or a repeated key.
/// **Threads** - immutable.
public record Layout(List<SeriesKey> series) {

    public static final int MAX_SERIES = 10_000;

    private static final int ID_BYTES = 16;

    public Layout {
        if (series == null || series.isEmpty() || series.size() > MAX_SERIES) {
            throw new IllegalArgumentException("a layout has 1 to %d series, this one has %d"
                    .formatted(MAX_SERIES, series == null ? 0 : series.size()));
        }
        series = List.copyOf(series);
        Set<SeriesKey> seen = new HashSet<>();
        for (SeriesKey key : series) {
            if (!seen.add(key)) {
                throw new IllegalArgumentException("series %s stands in the layout twice".formatted(key));
            }
        }
    }

    /// The content hash that later snapshots name instead of the whole list: the first 16 bytes, in hex, of the SHA-256
    /// over the canonical keys, each ended by a line feed. The same series in another order are another layout.
    public String id() {
        MessageDigest digest = sha256();
        for (SeriesKey key : series) {
            digest.update(key.canonical().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
        }
        return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    }

    /// The position of a series in every snapshot of this layout, or -1 as [List#indexOf] has it.
    public int indexOf(SeriesKey key) {
        return series.indexOf(key);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
