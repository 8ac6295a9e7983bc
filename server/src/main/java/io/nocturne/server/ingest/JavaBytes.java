package io.nocturne.server.ingest;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import org.jspecify.annotations.Nullable;

/// What samples take of the heap, as nearly as one can tell without asking the virtual machine: with compressed
/// references, and every text by itself, because texts that came in deliveries are not shared.
///
/// **Unit** - bytes.
public final class JavaBytes {

    /// A snapshot, its time, its values' object and array, its place in a list.
    private static final int SNAPSHOT = 104;
    /// A process, its boxed share of a CPU, its place in a list.
    private static final int PROCESS = 72;
    private static final int LIST = 48;
    private static final int TEXT = 44;
    /// A key and its two maps.
    private static final int SERIES = 120;
    private static final int ATTRIBUTE = 44;

    private JavaBytes() {}

    public static long of(Snapshot snapshot) {
        long bytes = SNAPSHOT + (long) Double.BYTES * snapshot.values().size();
        if (!snapshot.processes().isEmpty()) {
            bytes += LIST;
            for (ProcessSample process : snapshot.processes()) {
                bytes += PROCESS + of(process.name()) + of(process.user());
            }
        }
        return bytes;
    }

    static long of(Layout layout) {
        long bytes = LIST;
        for (SeriesKey key : layout.series()) {
            bytes += SERIES + of(key.metric());
            for (var attribute : key.attributes().entrySet()) {
                bytes += ATTRIBUTE + of(attribute.getKey()) + of(attribute.getValue());
            }
        }
        return bytes;
    }

    private static long of(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        // A text with one character beyond Latin-1 takes two bytes for each.
        boolean isWide = text.chars().anyMatch(c -> c > 0xFF);
        return TEXT + (isWide ? 2L : 1L) * text.length();
    }
}
