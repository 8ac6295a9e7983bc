package io.nocturne.server.series.codec;

import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.series.ProcessTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the body of a process block: like beside like, since that deflates best.
///
/// **Threads** - confined to one.
final class ProcessRowWriter {

    static final int NEW = 0;
    static final int CPU_ABSENT = 0;
    static final int CPU_RAW = 1;
    static final int CPU_FIRST = 2;
    /// The decimals that an agent gives.
    static final int CPU_EXPONENT = 4;

    private final RecentProcesses recent = new RecentProcesses();
    private final TextWriter texts = new TextWriter();
    private final ByteSink processes = new ByteSink();
    private final ByteSink order = new ByteSink();
    private final ByteSink cpu = new ByteSink();
    private final ByteSink memory = new ByteSink();
    private final int memoryShift;

    private ProcessRowWriter(int memoryShift) {
        this.memoryShift = memoryShift;
    }

    static byte[] write(List<ProcessTable> tables) {
        ProcessRowWriter writer = new ProcessRowWriter(memoryShift(tables));
        for (ProcessTable table : tables) {
            writer.add(table.processes());
        }
        return writer.body();
    }

    /// Memory comes in pages; the low bits that no process has set need not be written.
    private static int memoryShift(List<ProcessTable> tables) {
        long used = 0;
        for (ProcessTable table : tables) {
            for (ProcessSample process : table.processes()) {
                used |= process.memoryUsage();
            }
        }
        return used == 0 ? 0 : Long.numberOfTrailingZeros(used);
    }

    private void add(List<ProcessSample> rows) {
        order.reserve(8 + rows.size());
        cpu.reserve(10 * rows.size());
        memory.reserve(10 * rows.size());
        order.varint(rows.size());
        for (ProcessSample row : rows) {
            KnownProcess known = addProcess(row);
            addCpu(row.cpuUtilization());
            long units = row.memoryUsage() >>> memoryShift;
            memory.zigzag(units - known.memory);
            known.memory = units;
        }
        recent.endTable();
    }

    private KnownProcess addProcess(ProcessSample row) {
        int position = recent.find(row);
        if (position >= 0) {
            order.u8(position + 1);
            return recent.take(position);
        }
        order.u8(NEW);
        processes.reserve(8);
        processes.varint(row.pid());
        texts.write(row.name(), processes);
        texts.write(row.user(), processes);
        KnownProcess added = new KnownProcess(row.pid(), row.name(), row.user());
        recent.add(added);
        return added;
    }

    private void addCpu(@Nullable Double utilization) {
        if (utilization == null) {
            cpu.u8(CPU_ABSENT);
            return;
        }
        long bits = Double.doubleToRawLongBits(utilization);
        long scaled = Math.round(utilization * DecimalGrid.power(CPU_EXPONENT));
        double back = DecimalGrid.value(scaled, CPU_EXPONENT);
        if (scaled < DecimalGrid.MAX_SCALED && Double.doubleToRawLongBits(back) == bits) {
            cpu.varint(CPU_FIRST + scaled);
        } else {
            cpu.u8(CPU_RAW);
            cpu.u64(bits);
        }
    }

    private byte[] body() {
        ByteSink body = new ByteSink();
        body.u8(memoryShift);
        for (ByteSink part : List.of(processes, order, cpu)) {
            body.varint(part.size());
        }
        for (ByteSink part : List.of(processes, order, cpu, memory)) {
            body.bytes(part.copy());
        }
        return body.copy();
    }
}
