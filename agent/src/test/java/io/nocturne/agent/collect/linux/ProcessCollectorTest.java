package io.nocturne.agent.collect.linux;

import static io.nocturne.agent.collect.linux.FakeMachine.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.DeviceFilter;
import io.nocturne.agent.collect.Reading;
import io.nocturne.agent.collect.Selection;
import io.nocturne.model.sample.ProcessSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessCollectorTest {

    private static final long PAGE = KernelUnits.ofThisProcess().pageBytes();

    @TempDir
    private Path root;

    private FakeMachine machine;

    @BeforeEach
    void open() {
        machine = new FakeMachine(root, top(2));
        machine.file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\npostgres:x:114:120::/:/bin/false\n");
    }

    @Test
    void aProcessIsWhatItsFilesSay() {
        process(7, "postgres", 'S', 100, 900, 50);
        machine.file("proc/7/status", "Name:\tpostgres\nUid:\t0\t114\t114\t114\n");

        assertThat(machine.read().snapshot().processes())
                .containsExactly(new ProcessSample(7, "postgres", "postgres", null, 50 * PAGE));
    }

    @Test
    void cpuIsTheGrowthOverTheTime() {
        process(7, "busy", 'R', 100, 900, 50);
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));
        process(7, "busy", 'R', 850, 900, 50);

        assertThat(rows().getFirst().cpuUtilization()).isEqualTo(1.5);
    }

    @Test
    void theFirstByCpuComeBeforeTheFirstByMemoryAndNoneTwice() {
        for (int pid = 1; pid <= 6; pid++) {
            process(pid, "p" + pid, 'S', 0, 1, 10 - pid);
        }
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));
        process(1, "p1", 'S', 10, 1, 9);
        process(4, "p4", 'S', 40, 1, 6);
        process(6, "p6", 'S', 20, 1, 4);

        assertThat(rows()).extracting(ProcessSample::pid).containsExactly(4, 6, 1, 2);
    }

    @Test
    void anotherProcessWithTheSameNumberHasNoCpuYet() {
        process(7, "old", 'S', 1_000, 1, 5);
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));
        process(7, "new", 'S', 2_000, 2, 5);

        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.name()).isEqualTo("new");
            assertThat(row.cpuUtilization()).isNull();
        });
    }

    @Test
    void aProcessThatEndedIsGone() throws IOException {
        process(7, "a", 'S', 0, 1, 5);
        process(8, "b", 'S', 0, 1, 5);
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));
        Files.delete(root.resolve("proc/7/stat"));
        Files.delete(root.resolve("proc/7"));

        assertThat(rows()).extracting(ProcessSample::pid).containsExactly(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", ") S 1 (", "((", "x:y)", "(sd-pam)", "kworker/0:1-eve", "탄소"})
    void aNameMayHoldAnything(String name) {
        process(7, name, 'Z', 0, 1, 0);

        Reading reading = machine.read();

        assertThat(reading.snapshot().processes())
                .singleElement()
                .satisfies(row -> assertThat(row.name()).isEqualTo(name));
        assertThat(value(reading, "system.process.count", "process.state=defunct"))
                .hasValue(1);
    }

    @Test
    void whatWouldSteerATerminalInANameIsShownAsASign() {
        process(7, "tab\there", 'S', 0, 1, 0);

        assertThat(rows()).extracting(ProcessSample::name).containsExactly("tab␉here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7 (x", "7 (x)", "7 (x) S", "7 (x) S 1 2 3", "7 (x) S a b c d e f g", "\0\0\0"})
    void aTornFileIsNoProcess(String stat) {
        machine.file("proc/7/stat", stat);

        assertThat(machine.read().snapshot().processes()).isEmpty();
    }

    @Test
    void statesAreCounted() {
        process(1, "a", 'S', 0, 1, 1);
        process(2, "b", 'I', 0, 1, 1);
        process(3, "c", 'D', 0, 1, 1);
        process(4, "d", 't', 0, 1, 1);
        process(5, "e", 'R', 0, 1, 1);
        machine.file("proc/uptime", "1.0 1.0\n");

        Reading reading = machine.read();

        assertThat(value(reading, "system.process.count", "process.state=sleeping"))
                .hasValue(2);
        assertThat(value(reading, "system.process.count", "process.state=blocked"))
                .hasValue(1);
        assertThat(value(reading, "system.process.count", "process.state=stopped"))
                .hasValue(1);
        assertThat(value(reading, "system.process.count", "process.state=running"))
                .hasValue(1);
        assertThat(value(reading, "system.process.count", "process.state=defunct"))
                .hasValue(0);
    }

    @Test
    void aUserThatNoFileNamesIsShownByNumber() {
        process(7, "x", 'S', 0, 1, 1);
        machine.file("proc/7/status", "Name:\tx\nUid:\t1000\t100070\t1000\t1000\n");

        assertThat(rows().getFirst().user()).isEqualTo("100070");
    }

    @Test
    void noneAreReportedWhenNoneAreWanted() {
        machine = new FakeMachine(root, top(0));
        process(7, "x", 'S', 0, 1, 1);

        Reading reading = machine.read();

        assertThat(reading.snapshot().processes()).isEmpty();
        assertThat(value(reading, "system.process.count", "process.state=sleeping"))
                .hasValue(1);
    }

    @Test
    void moreProcessesThanTheTableBeganWithAreAllSeen() {
        for (int pid = 1; pid <= 1_100; pid++) {
            process(pid, "p", 'S', 0, 1, pid);
        }
        machine.read();
        machine.clock().advance(Duration.ofSeconds(5));
        process(1_099, "p", 'S', 5, 1, 1);

        assertThat(rows()).extracting(ProcessSample::pid).containsExactly(1_099, 1_100, 1_098);
    }

    private List<ProcessSample> rows() {
        return machine.read().snapshot().processes();
    }

    private static Selection top(int processes) {
        DeviceFilter all = DeviceFilter.OWN_CHOICE;
        return new Selection(all, all, all, processes);
    }

    /// A stat line as a kernel since 2.6 prints it; all CPU time is utime.
    private void process(int pid, String name, char state, long ticks, long start, long pages) {
        machine.file(
                "proc/" + pid + "/stat",
                "%d (%s) %c 1 1 1 0 -1 4194560 1 0 0 0 %d 0 0 0 20 0 1 0 %d 170000000 %d 18446744073709551615 0\n"
                        .formatted(pid, name, state, ticks, start, pages));
    }
}
