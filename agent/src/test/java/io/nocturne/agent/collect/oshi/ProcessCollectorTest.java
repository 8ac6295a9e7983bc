package io.nocturne.agent.collect.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.testing.FakeClock;
import io.nocturne.model.sample.ProcessSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

class ProcessCollectorTest {

    private final FakeClock clock = new FakeClock();
    private final List<OSProcess> running = new ArrayList<>();
    private long upTime;
    private final ProcessCollector collector = new ProcessCollector(() -> List.copyOf(running), 2, clock);

    @Test
    void theFirstByCpuComeBeforeTheFirstByMemory() {
        add(1, "init", 0, 10);
        add(2, "java", 0, 900);
        add(3, "gzip", 0, 20);
        add(4, "cache", 0, 800);
        collector.collect();

        running.clear();
        add(1, "init", 0.1, 10);
        add(2, "java", 0, 900);
        add(3, "gzip", 1.5, 20);
        add(4, "cache", 0, 800);
        later();

        assertThat(collector.processes())
                .containsExactly(
                        new ProcessSample(3, "gzip", "root", 1.5, 20),
                        new ProcessSample(1, "init", "root", 0.1, 10),
                        new ProcessSample(2, "java", "root", 0.0, 900),
                        new ProcessSample(4, "cache", "root", 0.0, 800));
    }

    @Test
    void theFirstReadingKnowsNoCpu() {
        add(1, "init", 0.7, 10);

        collector.collect();

        assertThat(collector.processes()).containsExactly(new ProcessSample(1, "init", "root", null, 10));
    }

    @Test
    void aPidThatIsUsedAgainIsAnotherProcess() {
        add(7, "old", 0, 10);
        collector.collect();

        running.clear();
        add(7, "new", 0.9, 10).with("getStartTime", 500_000L);
        later();

        assertThat(collector.processes()).containsExactly(new ProcessSample(7, "new", "root", null, 10));
    }

    @Test
    void theIdleProcessOfWindowsIsNoProgram() {
        add(0, "System Idle Process", 7.9, 8);
        add(0, "kernel_task", 0.1, 9);

        collector.collect();

        assertThat(collector.processes()).extracting(ProcessSample::name).containsExactly("kernel_task");
    }

    @Test
    void anUnknownUserIsNone() {
        add(4, "System", 0, 10).with("getUser", "unknown");

        collector.collect();

        assertThat(collector.processes().getFirst().user()).isNull();
    }

    @Test
    void readingsInBetweenRepeatTheRows() {
        add(1, "init", 0, 10);
        collector.collect();

        running.clear();
        clock.advance(Duration.ofSeconds(5));
        collector.collect();

        assertThat(collector.processes()).hasSize(1);
        later();
        assertThat(collector.processes()).isEmpty();
    }

    @Test
    void theReaderPutsThemIntoTheSnapshot() {
        add(1, "init", 0, 10);
        OshiFake<OperatingSystem> system = OshiFake.of(OperatingSystem.class).with("getSystemUptime", 5L);

        Rounds rounds = new Rounds(clock, collector, new UptimeCollector(system::object));

        assertThat(rounds.reading().snapshot().processes()).hasSize(1);
    }

    private void later() {
        clock.advance(ProcessCollector.PERIOD);
        collector.collect();
    }

    private OshiFake<OSProcess> add(int pid, String name, double load, long memory) {
        OshiFake<OSProcess> process = OshiFake.of(OSProcess.class)
                .with("getProcessID", pid)
                .with("getName", name)
                .with("getUser", "root")
                .with("getStartTime", 1_000L)
                .with("getUpTime", ++upTime)
                .with("getResidentMemory", memory)
                .with("getProcessCpuLoadBetweenTicks", load);
        running.add(process.object());
        return process;
    }
}
