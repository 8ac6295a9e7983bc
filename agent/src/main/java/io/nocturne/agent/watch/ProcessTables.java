package io.nocturne.agent.watch;

import io.nocturne.agent.print.Report;
import io.nocturne.model.sample.ProcessSample;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/// The processes that use most, by CPU and by memory.
final class ProcessTables {

    private static final Comparator<ProcessSample> BY_MEMORY =
            Comparator.comparingLong(ProcessSample::memoryUsage).reversed();
    private static final Comparator<ProcessSample> BY_CPU =
            Comparator.comparingDouble(ProcessTables::cpu).reversed().thenComparing(BY_MEMORY);
    private static final int PID = 7;
    private static final int USER = 8;
    private static final int LONGEST_USER = 12;
    private static final int CPU = 6;
    private static final int MEMORY = 8;

    private final Look look;
    private final int width;
    private final List<ProcessSample> processes;

    ProcessTables(Look look, int width, Report report) {
        this.look = look;
        this.width = width;
        this.processes = report.processes();
    }

    List<Block> byCpu(int rank) {
        return table("TOP BY CPU", BY_CPU).blockOfFirst(rank, 3);
    }

    List<Block> byMemory(int rank) {
        return table("TOP BY MEMORY", BY_MEMORY).blockOfFirst(rank, 4);
    }

    private Table table(String title, Comparator<ProcessSample> order) {
        List<Column> columns = List.of(
                Column.number("PID", 3, PID),
                new Column("USER", 4, USER, Column.Side.LEFT, true),
                Column.number("CPU", 1, CPU),
                Column.number("MEMORY", 2, MEMORY),
                Column.name(title));
        return new Table(
                look,
                width,
                columns,
                processes.stream().sorted(order).map(this::row).toList());
    }

    private List<Cell> row(ProcessSample process) {
        Double cpu = process.cpuUtilization();
        return List.of(
                Cell.of(Integer.toString(process.pid())),
                Cell.of(look.fit(
                        look.printable(Objects.requireNonNullElse(process.user(), Cell.ABSENT)), LONGEST_USER)),
                Cell.of(Values.percent(cpu == null ? OptionalDouble.empty() : OptionalDouble.of(cpu))),
                Cell.of(Values.memory(OptionalDouble.of((double) process.memoryUsage()))),
                Cell.of(process.name()));
    }

    private static double cpu(ProcessSample process) {
        Double cpu = process.cpuUtilization();
        return cpu == null ? -1 : cpu;
    }
}
