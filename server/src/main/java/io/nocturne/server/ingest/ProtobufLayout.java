package io.nocturne.server.ingest;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the `Layout` of `docs/ingest.proto`; no more of it than a layout may have.
final class ProtobufLayout {

    private static final int MAX_UTF8_BYTES_PER_CHARACTER = 3;
    private static final int MAX_NAME_BYTES = SeriesKey.MAX_NAME_LENGTH * MAX_UTF8_BYTES_PER_CHARACTER;
    private static final int MAX_VALUE_BYTES = SeriesKey.MAX_VALUE_LENGTH * MAX_UTF8_BYTES_PER_CHARACTER;

    private ProtobufLayout() {}

    static Layout read(ProtobufCursor cursor) {
        List<SeriesKey> series = new ArrayList<>();
        while (cursor.next()) {
            if (cursor.field() != 1) {
                cursor.skip();
            } else if (series.size() == Layout.MAX_SERIES) {
                throw cursor.fault(cursor.position(), "a layout has at most %d series".formatted(Layout.MAX_SERIES));
            } else {
                series.add(named(series.size(), cursor.message()));
            }
        }
        return new Layout(series);
    }

    private static SeriesKey named(int index, ProtobufCursor cursor) {
        try {
            return series(cursor);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layout.series[%d]: %s".formatted(index, e.getMessage()), e);
        }
    }

    private static SeriesKey series(ProtobufCursor cursor) {
        String metric = "";
        SortedMap<String, String> attributes = new TreeMap<>();
        while (cursor.next()) {
            switch (cursor.field()) {
                case 1 -> metric = cursor.text(MAX_NAME_BYTES);
                case 2 -> attribute(cursor.message(), attributes);
                default -> cursor.skip();
            }
            if (attributes.size() > SeriesKey.MAX_ATTRIBUTES) {
                throw cursor.fault(cursor.position(), "more than %d attributes".formatted(SeriesKey.MAX_ATTRIBUTES));
            }
        }
        return new SeriesKey(metric, attributes);
    }

    /// An entry of a protobuf map: key and value as fields 1 and 2, either left out when it is empty.
    private static void attribute(ProtobufCursor cursor, Map<String, String> attributes) {
        String key = "";
        String value = "";
        while (cursor.next()) {
            switch (cursor.field()) {
                case 1 -> key = cursor.text(MAX_NAME_BYTES);
                case 2 -> value = cursor.text(MAX_VALUE_BYTES);
                default -> cursor.skip();
            }
        }
        attributes.put(key, value);
    }
}
