package io.nocturne.agent.collect.oshi;

import java.util.Locale;
import oshi.hardware.CentralProcessor.TickType;

/// What a CPU can be doing, by the names of the semantic conventions, and which of OSHI's counters tell it.
enum CpuMode {
    USER(TickType.USER),
    NICE(TickType.NICE),
    SYSTEM(TickType.SYSTEM),
    IDLE(TickType.IDLE),
    IOWAIT(TickType.IOWAIT),
    INTERRUPT(TickType.IRQ, TickType.SOFTIRQ),
    STEAL(TickType.STEAL);

    private final TickType first;
    private final TickType last;

    CpuMode(TickType first, TickType last) {
        this.first = first;
        this.last = last;
    }

    CpuMode(TickType only) {
        this(only, only);
    }

    /// The ticks of this mode among those of all kinds.
    long of(long[] ticks) {
        long sum = ticks[first.getIndex()];
        return first == last ? sum : sum + ticks[last.getIndex()];
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
