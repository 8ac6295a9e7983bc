package io.nocturne.agent.collect.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.testing.FakeClock;
import org.junit.jupiter.api.Test;
import oshi.hardware.GlobalMemory;
import oshi.hardware.VirtualMemory;

class MemoryAndSwapTest {

    private final FakeClock clock = new FakeClock();
    private final OshiFake<GlobalMemory> memory = OshiFake.of(GlobalMemory.class);
    private final OshiFake<VirtualMemory> swap = OshiFake.of(VirtualMemory.class);

    @Test
    void whatIsNotAvailableIsUsed() {
        memory.with("getTotal", 1000L).with("getAvailable", 250L);

        Rounds rounds = new Rounds(clock, new MemoryCollector(memory::object));

        assertThat(rounds.value("system.memory.limit")).hasValue(1000);
        assertThat(rounds.value("system.memory.usage", "used")).hasValue(750);
        assertThat(rounds.value("system.memory.usage", "free")).hasValue(250);
        assertThat(rounds.value("system.memory.available")).hasValue(250);
        assertThat(rounds.value("system.memory.utilization")).hasValue(0.75);
        assertThat(rounds.declared()).noneMatch(series -> series.contains("cached"));
    }

    @Test
    void memoryThatIsNotToldIsAbsent() {
        memory.with("getTotal", 0L).with("getAvailable", 0L);

        Rounds rounds = new Rounds(clock, new MemoryCollector(memory::object));

        assertThat(rounds.value("system.memory.limit")).isEmpty();
        assertThat(rounds.value("system.memory.utilization")).isEmpty();
    }

    @Test
    void pagesMovedAreARate() {
        swap(2000, 500, 10, 100);
        Rounds rounds = new Rounds(clock, new SwapCollector(swap::object, clock));

        swap(2000, 500, 20, 100);
        rounds.after(5);

        assertThat(rounds.value("system.paging.limit")).hasValue(2000);
        assertThat(rounds.value("system.paging.usage", "used")).hasValue(500);
        assertThat(rounds.value("system.paging.usage", "free")).hasValue(1500);
        assertThat(rounds.value("system.paging.utilization")).hasValue(0.25);
        assertThat(rounds.value("system.paging.operations", "in")).hasValue(2);
        assertThat(rounds.value("system.paging.operations", "out")).hasValue(0);
    }

    @Test
    void aHostWithoutSwapHasNoUtilizationOfIt() {
        swap(0, 0, 0, 0);

        Rounds rounds = new Rounds(clock, new SwapCollector(swap::object, clock));

        assertThat(rounds.value("system.paging.limit")).hasValue(0);
        assertThat(rounds.value("system.paging.utilization")).isEmpty();
    }

    @Test
    void swapThatIsNotToldIsAbsent() {
        swap(-1, -1, -1, -1);
        Rounds rounds = new Rounds(clock, new SwapCollector(swap::object, clock));

        rounds.after(5);

        assertThat(rounds.value("system.paging.limit")).isEmpty();
        assertThat(rounds.value("system.paging.operations", "in")).isEmpty();
    }

    private void swap(long total, long used, long in, long out) {
        swap.with("getSwapTotal", total)
                .with("getSwapUsed", used)
                .with("getSwapPagesIn", in)
                .with("getSwapPagesOut", out);
    }
}
