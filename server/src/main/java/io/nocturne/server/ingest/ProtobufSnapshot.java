package io.nocturne.server.ingest;

import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.ScaledVarints;
import io.nocturne.model.sample.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads the `Snapshot` of `docs/ingest.proto`.
final class ProtobufSnapshot {

    private static final int MAX_TEXT_BYTES = ProcessSample.MAX_TEXT * 3;

    private ProtobufSnapshot() {}

    static Snapshot read(ProtobufCursor cursor) {
        Instant time = null;
        SampleValues values = SampleValues.of();
        List<ProcessSample> processes = new ArrayList<>();
        while (cursor.next()) {
            switch (cursor.field()) {
                case 1 -> time = Instant.ofEpochMilli(cursor.varint());
                case 2 -> values = values(cursor.message());
                case 3 -> addProcess(cursor.message(), processes);
                default -> cursor.skip();
            }
        }
        if (time == null) {
            throw new IllegalArgumentException("time_millis is missing");
        }
        return new Snapshot(time, values, processes);
    }

    private static SampleValues values(ProtobufCursor content) {
        int from = content.position();
        return ScaledVarints.decode(content.bytes(), from, from + content.length(), Layout.MAX_SERIES);
    }

    private static void addProcess(ProtobufCursor cursor, List<ProcessSample> processes) {
        if (processes.size() == Snapshot.MAX_PROCESSES) {
            throw cursor.fault(cursor.position(), "processes has more than %d rows".formatted(Snapshot.MAX_PROCESSES));
        }
        processes.add(process(cursor));
    }

    /// More than 32 bits would be another process's.
    private static int pid(ProtobufCursor cursor) {
        int position = cursor.position();
        long pid = cursor.varint();
        if (pid != (int) pid) {
            throw cursor.fault(position, "a pid of %d, allowed are 0 to %d".formatted(pid, Integer.MAX_VALUE));
        }
        return (int) pid;
    }

    private static ProcessSample process(ProtobufCursor cursor) {
        int pid = 0;
        String name = "";
        String user = null;
        Double cpuUtilization = null;
        long memoryUsage = 0;
        while (cursor.next()) {
            switch (cursor.field()) {
                case 1 -> pid = pid(cursor);
                case 2 -> name = cursor.text(MAX_TEXT_BYTES);
                case 3 -> user = cursor.text(MAX_TEXT_BYTES);
                case 4 -> cpuUtilization = cursor.fixed64();
                case 5 -> memoryUsage = cursor.varint();
                default -> cursor.skip();
            }
        }
        return new ProcessSample(pid, name, user, cpuUtilization, memoryUsage);
    }
}
