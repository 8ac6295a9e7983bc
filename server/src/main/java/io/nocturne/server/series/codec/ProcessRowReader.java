package io.nocturne.server.series.codec;

import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.Snapshot;
import java.util.ArrayList;
import java.util.List;

/// Reads the body of a process block, table by table; what is skipped makes no rows.
///
/// **Threads** - confined to one.
final class ProcessRowReader {

    private final RecentProcesses recent = new RecentProcesses();
    private final TextReader texts = new TextReader();
    private final ByteSource processes;
    private final ByteSource order;
    private final ByteSource cpu;
    private final ByteSource memory;
    private final int memoryShift;

    ProcessRowReader(byte[] body) throws CorruptChunkException {
        ByteSource source = new ByteSource("process rows", body, 0, body.length);
        memoryShift = source.u8();
        if (memoryShift >= Long.SIZE - 1) {
            throw source.fault("memory shifted by " + memoryShift + " bits");
        }
        int processBytes = source.count(body.length, "bytes of processes");
        int orderBytes = source.count(body.length, "bytes of order");
        int cpuBytes = source.count(body.length, "bytes of CPU");
        processes = source.part("processes", processBytes);
        order = source.part("process order", orderBytes);
        cpu = source.part("process CPU", cpuBytes);
        memory = source.part("process memory", source.remaining());
    }

    void skip() throws CorruptChunkException {
        for (int rows = rows(); rows > 0; rows--) {
            KnownProcess process = process();
            cpu();
            memory(process);
        }
        recent.endTable();
    }

    List<ProcessSample> next() throws CorruptChunkException {
        int rows = rows();
        List<ProcessSample> table = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            KnownProcess process = process();
            double utilization = cpu();
            Double known = Double.isNaN(utilization) ? null : (Double) utilization;
            table.add(new ProcessSample(process.pid, process.name, process.user, known, memory(process)));
        }
        recent.endTable();
        return table;
    }

    void needEnd() throws CorruptChunkException {
        for (ByteSource part : List.of(processes, order, cpu, memory)) {
            part.needEnd();
        }
    }

    private int rows() throws CorruptChunkException {
        return order.count(Snapshot.MAX_PROCESSES, "processes in a table");
    }

    private KnownProcess process() throws CorruptChunkException {
        int code = order.u8();
        if (code > recent.size()) {
            throw order.fault("process " + code + " of " + recent.size());
        }
        if (code != ProcessRowWriter.NEW) {
            return recent.take(code - 1);
        }
        int pid = processes.count(Integer.MAX_VALUE, "as pid");
        KnownProcess added = new KnownProcess(pid, name(), texts.read(processes));
        recent.add(added);
        return added;
    }

    private String name() throws CorruptChunkException {
        String name = texts.read(processes);
        if (name == null || name.isEmpty()) {
            throw processes.fault("a process without a name");
        }
        return name;
    }

    /// **Absent** - NaN.
    private double cpu() throws CorruptChunkException {
        long code = cpu.varint();
        if (code == ProcessRowWriter.CPU_ABSENT) {
            return Double.NaN;
        }
        if (code == ProcessRowWriter.CPU_RAW) {
            return raw();
        }
        long scaled = code - ProcessRowWriter.CPU_FIRST;
        if (scaled < 0 || scaled >= DecimalGrid.MAX_SCALED) {
            throw cpu.fault("a scaled utilization of " + Long.toUnsignedString(scaled));
        }
        return DecimalGrid.value(scaled, ProcessRowWriter.CPU_EXPONENT);
    }

    private double raw() throws CorruptChunkException {
        double value = XorSeries.finite(cpu.u64(), cpu);
        if (value < 0) {
            throw cpu.fault("a utilization of " + value);
        }
        return value;
    }

    private long memory(KnownProcess process) throws CorruptChunkException {
        process.memory += memory.zigzag();
        if (process.memory < 0 || process.memory > Long.MAX_VALUE >>> memoryShift) {
            throw memory.fault(process.memory + " units of memory");
        }
        return process.memory << memoryShift;
    }
}
