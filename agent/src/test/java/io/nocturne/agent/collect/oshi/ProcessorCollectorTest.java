package io.nocturne.agent.collect.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.testing.FakeClock;
import org.junit.jupiter.api.Test;
import oshi.hardware.CentralProcessor;
import oshi.util.PlatformEnum;

class ProcessorCollectorTest {

    private final OshiFake<CentralProcessor> processor = OshiFake.of(CentralProcessor.class);

    @Test
    void sharesAreTheGrowthOfTheTicks() {
        ticks(new long[] {1000, 0, 500, 8000, 100, 20, 30, 0}, new long[] {0, 0, 0, 9000, 0, 0, 0, 0});
        Rounds rounds = rounds(PlatformEnum.LINUX);

        // 10 s on two CPUs: the first was user 4 s, iowait 1 s, interrupted 1 s, idle 4 s; the second idle.
        ticks(new long[] {5000, 0, 500, 12000, 1100, 520, 530, 0}, new long[] {0, 0, 0, 19000, 0, 0, 0, 0});
        rounds.after(10);

        assertThat(rounds.value("system.cpu.utilization", "user")).hasValue(0.2);
        assertThat(rounds.value("system.cpu.utilization", "idle")).hasValue(0.7);
        assertThat(rounds.value("system.cpu.utilization", "iowait")).hasValue(0.05);
        assertThat(rounds.value("system.cpu.utilization", "interrupt")).hasValue(0.05);
        assertThat(rounds.value("system.cpu.total.utilization")).hasValue(0.25);
        assertThat(rounds.value("system.cpu.core.utilization", "\"0\"")).hasValue(0.5);
        assertThat(rounds.value("system.cpu.core.utilization", "\"1\"")).hasValue(0);
        assertThat(rounds.value("system.cpu.logical.count")).hasValue(2);
    }

    @Test
    void windowsHasNeitherNiceNorIowaitNorSteal() {
        ticks(new long[] {1000, 0, 500, 8000, 0, 20, 30, 0});

        assertThat(rounds(PlatformEnum.WINDOWS).declared())
                .filteredOn(series -> series.startsWith("system.cpu.utilization"))
                .containsExactly(
                        "system.cpu.utilization{cpu.mode=\"idle\"}",
                        "system.cpu.utilization{cpu.mode=\"interrupt\"}",
                        "system.cpu.utilization{cpu.mode=\"system\"}",
                        "system.cpu.utilization{cpu.mode=\"user\"}");
    }

    @Test
    void macHasNeitherIowaitNorInterruptsNorSteal() {
        ticks(new long[] {1000, 10, 500, 8000, 0, 0, 0, 0});

        assertThat(rounds(PlatformEnum.MACOS).declared())
                .filteredOn(series -> series.startsWith("system.cpu.utilization"))
                .containsExactly(
                        "system.cpu.utilization{cpu.mode=\"idle\"}",
                        "system.cpu.utilization{cpu.mode=\"nice\"}",
                        "system.cpu.utilization{cpu.mode=\"system\"}",
                        "system.cpu.utilization{cpu.mode=\"user\"}");
    }

    @Test
    void modesAddUpToOneWhenWindowsTakesALittleBack() {
        ticks(new long[] {1000, 0, 500, 8000, 0, 20, 30, 0});
        Rounds rounds = rounds(PlatformEnum.WINDOWS);

        ticks(new long[] {2000, 0, 485, 9000, 0, 20, 30, 0});
        rounds.after(2);

        assertThat(rounds.value("system.cpu.utilization", "user")).hasValue(0.5);
        assertThat(rounds.value("system.cpu.utilization", "\"system\"")).hasValue(0);
        assertThat(rounds.value("system.cpu.utilization", "idle")).hasValue(0.5);
    }

    @Test
    void aResetIsNoTime() {
        ticks(new long[] {100_000, 0, 500, 8000, 0, 20, 30, 0});
        Rounds rounds = rounds(PlatformEnum.MACOS);

        ticks(new long[] {1000, 0, 485, 9000, 0, 20, 30, 0});
        rounds.after(2);

        assertThat(rounds.value("system.cpu.utilization", "user")).isEmpty();
        assertThat(rounds.value("system.cpu.total.utilization")).isEmpty();
        assertThat(rounds.value("system.cpu.logical.count")).hasValue(1);
    }

    @Test
    void aCpuThatComesMakesAnotherLayoutAndNoLeap() {
        ticks(new long[] {1000, 0, 0, 1000, 0, 0, 0, 0});
        Rounds rounds = rounds(PlatformEnum.WINDOWS);
        String before = rounds.reading().layout().id().toString();

        ticks(new long[] {2000, 0, 0, 2000, 0, 0, 0, 0}, new long[] {500_000, 0, 0, 10, 0, 0, 0, 0});
        rounds.after(2);

        assertThat(rounds.reading().layout().id().toString()).isNotEqualTo(before);
        assertThat(rounds.value("system.cpu.total.utilization")).isEmpty();
        assertThat(rounds.value("system.cpu.core.utilization", "\"0\"")).hasValue(0.5);
        assertThat(rounds.value("system.cpu.logical.count")).hasValue(2);
    }

    @Test
    void aFailureLeavesThePartAbsent() {
        ticks(new long[] {1000, 0, 0, 1000, 0, 0, 0, 0});
        Rounds rounds = rounds(PlatformEnum.WINDOWS);

        processor.with("getProcessorCpuLoadTicks", new IllegalStateException("no counters"));
        rounds.after(2);

        assertThat(rounds.value("system.cpu.logical.count")).isEmpty();
    }

    @Test
    void windowsHasNoLoadAverages() {
        processor.with("getSystemLoadAverage", new double[] {-1, -1, -1});

        Rounds rounds = new Rounds(new FakeClock(), new LoadCollector(processor::object));

        assertThat(rounds.value("system.cpu.load_average.1m")).isEmpty();
        assertThat(rounds.value("system.cpu.load_average.15m")).isEmpty();
    }

    @Test
    void loadAveragesAreOshis() {
        processor.with("getSystemLoadAverage", new double[] {0, 1.25, 3});

        Rounds rounds = new Rounds(new FakeClock(), new LoadCollector(processor::object));

        assertThat(rounds.value("system.cpu.load_average.1m")).hasValue(0);
        assertThat(rounds.value("system.cpu.load_average.5m")).hasValue(1.25);
        assertThat(rounds.value("system.cpu.load_average.15m")).hasValue(3);
    }

    private Rounds rounds(PlatformEnum system) {
        return new Rounds(new FakeClock(), new ProcessorCollector(processor::object, Platform.of(system)));
    }

    private void ticks(long[]... ticks) {
        processor.with("getProcessorCpuLoadTicks", ticks);
    }
}
